using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>Statements and blocks.</summary>
internal sealed partial class Parser
{
    /// <summary>Up to <c>end</c>, <c>else</c>, <c>when</c> or the end of the template, which is not read.</summary>
    private BlockStatement ParseBlock()
    {
        Enter();
        var start = Current.Span;
        var statements = new List<Statement>();
        while (!IsBlockEnd() && !diagnostics.IsFull)
        {
            if (ParseStatementOrRecover() is { } statement)
                Add(statements, statement);
        }
        Leave();
        return new BlockStatement { Span = From(start), Statements = statements, EndIndent = _indent };
    }

    /// <summary>Texts that follow each other are one text.</summary>
    private static void Add(List<Statement> statements, Statement statement)
    {
        if (statement is TextStatement text && statements.Count > 0 && statements[^1] is TextStatement before)
            statements[^1] = new TextStatement { Span = before.Span.To(text.Span), Text = before.Text + text.Text };
        else
            statements.Add(statement);
    }

    private bool IsBlockEnd()
    {
        SkipSeparators();
        return Current.Kind == TokenKind.End || IsKeyword("end") || IsKeyword("else") || IsKeyword("when");
    }

    private void SkipSeparators()
    {
        while (Current.Kind is TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeEnter or TokenKind.CodeExit)
        {
            if (Current.Kind == TokenKind.CodeEnter)
                _indent = Current.Value as string;
            _next++;
        }
    }

    private Statement? ParseStatementOrRecover()
    {
        var depth = _depth;
        var start = _next;
        try
        {
            if (Current.Kind == TokenKind.Text)
            {
                var token = Take();
                return new TextStatement { Span = token.Span, Text = token.Text };
            }
            var indent = _indent;
            var statement = ParseStatement();
            statement.Indent = indent;
            return statement;
        }
        catch (SyntaxError error) when (!error.IsFinal)
        {
            diagnostics.Error(error.Span, error.Message, error.Suggestion);
            _depth = depth;
            SkipStatement();
            if (_next == start)
                _next++;
            if (tokens[start] is { Kind: TokenKind.Identifier } opener && BlockKeywords.Contains(opener.Text))
                SkipBlock();
            return null;
        }
    }

    /// <summary>The head of a block was wrong: its body is read for its own problems, and its <c>end</c> is not reported as one too many.</summary>
    private void SkipBlock()
    {
        while (true)
        {
            ParseBlock();
            if (Current.Kind == TokenKind.End || diagnostics.IsFull)
                return;
            var isEnd = IsKeyword("end");
            Take();
            SkipStatement();
            if (isEnd)
                return;
        }
    }

    private Statement ParseStatement()
    {
        var word = Current.Kind == TokenKind.Identifier && IsKeyword(Current.Text) ? Current.Text : "";
        return word switch
        {
            "if" => ParseIf(),
            "case" => ParseCase(),
            "for" or "tablerow" => ParseLoop(),
            "while" => ParseWhile(),
            "break" or "continue" => ParseJump(),
            "func" => ParseFunction(),
            "ret" => ParseReturn(),
            "capture" => ParseCapture(),
            "readonly" => ParseReadOnly(),
            "import" => ParseImport(),
            "with" => ParseWith(),
            "wrap" => ParseWrap(),
            _ => ParseExpressionStatement(),
        };
    }

    private void EndStatement()
    {
        if (Current.Kind is TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit or TokenKind.End)
            return;
        throw Unexpected("the statement should end here; separate statements by a new line or `;`");
    }

    /// <summary>An expression in the head of a block: when it is wrong, the block is still read for its own problems.</summary>
    private Expression Head(string keyword)
    {
        var depth = _depth;
        try
        {
            if (!IsExpressionStart())
                throw Unexpected($"`{keyword}` needs an expression");
            var expression = ParseExpression();
            EndStatement();
            return expression;
        }
        catch (SyntaxError error) when (!error.IsFinal)
        {
            diagnostics.Error(error.Span, error.Message, error.Suggestion);
            _depth = depth;
            SkipStatement();
            return new LiteralExpression { Span = error.Span, Value = null };
        }
    }

    private void CloseBlock(Token opener)
    {
        if (!IsKeyword("end"))
        {
            if (!diagnostics.IsFull)
                diagnostics.Error(opener.Span, $"this `{opener.Text}` is not closed", "add an `end` for it");
            return;
        }
        Take();
        try
        {
            EndStatement();
        }
        catch (SyntaxError error)
        {
            diagnostics.Error(error.Span, error.Message, error.Suggestion);
            SkipStatement();
        }
    }

    private IfStatement ParseIf()
    {
        var opener = Take();
        var branches = new List<IfStatement.Branch>();
        BlockStatement? otherwise = null;
        branches.Add(ParseBranch(opener.Span));
        while (IsKeyword("else") && otherwise is null)
        {
            var start = Take().Span;
            if (IsKeyword("if"))
            {
                Take();
                branches.Add(ParseBranch(start));
            }
            else
            {
                EndStatement();
                otherwise = ParseBlock();
            }
        }
        CloseBlock(opener);
        return new IfStatement { Span = From(opener.Span), Branches = branches, Else = otherwise };
    }

    private IfStatement.Branch ParseBranch(TextSpan start)
    {
        var condition = Head("if");
        var body = ParseBlock();
        return new IfStatement.Branch { Span = From(start), Condition = condition, Body = body };
    }

    private CaseStatement ParseCase()
    {
        var opener = Take();
        var value = Head("case");
        SkipBlanksBeforeWhen();
        var whens = new List<CaseStatement.When>();
        BlockStatement? otherwise = null;
        while (IsKeyword("when"))
            whens.Add(ParseWhen());
        if (IsKeyword("else"))
        {
            Take();
            EndStatement();
            otherwise = ParseBlock();
        }
        CloseBlock(opener);
        return new CaseStatement { Span = From(opener.Span), Value = value, Whens = whens, Else = otherwise };
    }

    private void SkipBlanksBeforeWhen()
    {
        SkipSeparators();
        while (Current.Kind == TokenKind.Text && string.IsNullOrWhiteSpace(Current.Text))
        {
            Take();
            SkipSeparators();
        }
        if (!IsKeyword("when") && !IsKeyword("end") && Current.Kind != TokenKind.End)
            throw Unexpected("`case` is followed by `when`");
    }

    private CaseStatement.When ParseWhen()
    {
        var start = Take().Span;
        var values = new List<Expression>();
        do
        {
            if (!IsExpressionStart())
                throw Unexpected("`when` needs a value");
            values.Add(ParseExpression(inWhen: true));
        }
        while (TryTake(",") || TryTake("||"));
        EndStatement();
        var body = ParseBlock();
        return new CaseStatement.When { Span = From(start), Values = values, Body = body };
    }

    private WhileStatement ParseWhile()
    {
        var opener = Take();
        var condition = Head("while");
        var body = ParseBlock();
        CloseBlock(opener);
        return new WhileStatement { Span = From(opener.Span), Condition = condition, Body = body };
    }

    private JumpStatement ParseJump()
    {
        var token = Take();
        EndStatement();
        return new JumpStatement { Span = token.Span, Kind = token.Text == "break" ? Flow.Break : Flow.Continue };
    }

    private ReturnStatement ParseReturn()
    {
        var start = Take().Span;
        var value = IsExpressionStart() ? ParseExpression() : null;
        EndStatement();
        return new ReturnStatement { Span = From(start), Value = value };
    }

    private CaptureStatement ParseCapture()
    {
        var opener = Take();
        var target = ParsePath("capture");
        EndStatement();
        var body = ParseBlock();
        CloseBlock(opener);
        return new CaptureStatement { Span = From(opener.Span), Target = target, Body = body };
    }

    private ReadOnlyStatement ParseReadOnly()
    {
        var start = Take().Span;
        var variable = ParsePath("readonly");
        if (variable is not (VariableExpression or LocalVariableExpression))
            throw new SyntaxError(variable.Span, "`readonly` needs the name of a variable");
        EndStatement();
        return new ReadOnlyStatement { Span = From(start), Variable = variable };
    }

    private ImportStatement ParseImport()
    {
        var start = Take().Span;
        var value = Head("import");
        return new ImportStatement { Span = From(start), Value = value };
    }

    private WithStatement ParseWith()
    {
        var opener = Take();
        var value = Head("with");
        var body = ParseBlock();
        CloseBlock(opener);
        return new WithStatement { Span = From(opener.Span), Value = value, Body = body };
    }

    private WrapStatement ParseWrap()
    {
        var opener = Take();
        var value = Head("wrap");
        var call = value as CallExpression ?? new CallExpression { Span = value.Span, Callee = value, Arguments = [] };
        var body = ParseBlock();
        CloseBlock(opener);
        return new WrapStatement { Span = From(opener.Span), Call = call, Body = body };
    }

    private AssignableExpression ParsePath(string keyword)
    {
        if (Current.Kind is not (TokenKind.Identifier or TokenKind.Local))
            throw Unexpected($"`{keyword}` needs a variable");
        var expression = ParsePostfix(ParsePrimary());
        return expression as AssignableExpression ?? throw new SyntaxError(expression.Span, $"`{keyword}` needs a variable");
    }

    private Statement ParseExpressionStatement()
    {
        var start = Current.Span;
        if (!IsExpressionStart())
            throw Unexpected("a statement or an expression is needed");
        if (TryParseInlineFunction() is { } function)
            return function;
        var expression = ParseExpression(isStatement: true);
        EndStatement();
        return new ExpressionStatement { Span = From(start), Expression = expression };
    }
}
