using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Scriban.Printing;

internal sealed class StatementPrinter
{
    private readonly CodeWriter _writer;
    private readonly ExpressionPrinter _expressions;

    public StatementPrinter(CodeWriter writer)
    {
        _writer = writer;
        _expressions = new ExpressionPrinter(writer, this);
    }

    public void Print(BlockStatement block)
    {
        foreach (var statement in block.Statements)
        {
            if (statement is TextStatement text)
            {
                _writer.Text(text.Text);
            }
            else
            {
                _writer.Begin(statement.Indent);
                Print(statement);
            }
        }
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case ExpressionStatement s:
                _expressions.Print(s.Expression);
                break;
            case IfStatement s:
                PrintIf(s);
                break;
            case CaseStatement s:
                PrintCase(s);
                break;
            case LoopStatement s:
                PrintLoop(s);
                break;
            case WhileStatement s:
                PrintBlock("while ", s.Condition, s.Body);
                break;
            case WithStatement s:
                PrintBlock("with ", s.Value, s.Body);
                break;
            case WrapStatement s:
                PrintBlock("wrap ", s.Call, s.Body);
                break;
            case CaptureStatement s:
                PrintBlock("capture ", s.Target, s.Body);
                break;
            case JumpStatement s:
                _writer.Code(s.Kind == Flow.Break ? "break" : "continue");
                break;
            case ReturnStatement s:
                PrintWord(s.Value is null ? "ret" : "ret ", s.Value);
                break;
            case ReadOnlyStatement s:
                PrintWord("readonly ", s.Variable);
                break;
            case ImportStatement s:
                PrintWord("import ", s.Value);
                break;
            case FunctionStatement s:
                PrintFunction(s);
                break;
            default:
                throw new NotSupportedException($"{statement.GetType().Name} has no Scriban form.");
        }
    }

    private void PrintWord(string word, Expression? expression)
    {
        _writer.Code(word);
        if (expression is not null)
            _expressions.Print(expression);
    }

    private void PrintBlock(string word, Expression head, BlockStatement body)
    {
        PrintWord(word, head);
        Print(body);
        End(body);
    }

    private void End(BlockStatement last, string word = "end")
    {
        _writer.Begin(last.EndIndent);
        _writer.Code(word);
    }

    private void PrintIf(IfStatement statement)
    {
        BlockStatement? last = null;
        foreach (var branch in statement.Branches)
        {
            if (last is not null)
                End(last, "else ");
            PrintWord("if ", branch.Condition);
            Print(branch.Body);
            last = branch.Body;
        }
        End(PrintElse(last!, statement.Else));
    }

    /// <summary>The block that <c>end</c> ends.</summary>
    private BlockStatement PrintElse(BlockStatement before, BlockStatement? otherwise)
    {
        if (otherwise is null)
            return before;
        End(before, "else");
        Print(otherwise);
        return otherwise;
    }

    private void PrintCase(CaseStatement statement)
    {
        PrintWord("case ", statement.Value);
        BlockStatement? last = null;
        foreach (var when in statement.Whens)
        {
            _writer.Begin(last is null ? statement.Indent : last.EndIndent);
            _writer.Code("when ");
            for (var i = 0; i < when.Values.Count; i++)
                PrintWord(i == 0 ? "" : ", ", when.Values[i]);
            Print(when.Body);
            last = when.Body;
        }
        if (statement.Else is { } otherwise)
        {
            _writer.Begin(last is null ? statement.Indent : last.EndIndent);
            _writer.Code("else");
            Print(otherwise);
            last = otherwise;
        }
        _writer.Begin(last is null ? statement.Indent : last.EndIndent);
        _writer.Code("end");
    }

    private void PrintLoop(LoopStatement statement)
    {
        PrintWord(statement is TableRowStatement ? "tablerow " : "for ", statement.Variable);
        PrintWord(" in ", statement.Iterator);
        PrintOption(" offset: ", statement.Offset);
        PrintOption(" limit: ", statement.Limit);
        PrintOption(" cols: ", (statement as TableRowStatement)?.Columns);
        if (statement.IsReversed)
            _writer.Code(" reversed");
        Print(statement.Body);
        End(PrintElse(statement.Body, statement.Else));
    }

    private void PrintOption(string word, Expression? option)
    {
        if (option is not null)
            PrintWord(word, option);
    }

    private void PrintFunction(FunctionStatement statement)
    {
        var definition = statement.Definition;
        if (definition.Body is not null)
            _writer.Code("func ");
        _expressions.Print(statement.Target);
        PrintParameters(definition);
        if (definition.Result is not null)
        {
            PrintWord(" = ", definition.Result);
            return;
        }
        Print(definition.Body!);
        End(definition.Body!);
    }

    /// <summary><c>do ... end</c>.</summary>
    public void PrintAnonymous(FunctionDefinition definition)
    {
        _writer.Code("do");
        PrintParameters(definition);
        Print(definition.Body!);
        End(definition.Body!);
    }

    private void PrintParameters(FunctionDefinition definition)
    {
        if (definition.Parameters is not { } parameters)
            return;
        var parts = parameters.Select(p => p.IsVariadic ? p.Name + "..." : p.IsOptional ? $"{p.Name} = {Literals.Print(p.DefaultValue, false)}" : p.Name);
        _writer.Code("(" + string.Join(", ", parts) + ")");
    }
}
