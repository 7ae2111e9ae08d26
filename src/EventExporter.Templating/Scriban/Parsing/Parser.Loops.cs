using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary><c>for</c> and <c>tablerow</c>.</summary>
internal sealed partial class Parser
{
    private LoopStatement ParseLoop()
    {
        var opener = Take();
        var variable = ParseLoopVariable(opener.Text);
        if (!(Current.Kind == TokenKind.Identifier && Current.Text == "in"))
            throw Unexpected($"`{opener.Text} {source.Slice(variable.Span)}` is followed by `in` and a list");
        Take();
        if (!IsExpressionStart())
            throw Unexpected("a list or range to walk over is needed");
        var iterator = ParseExpression(inLoopHead: true);
        var options = ParseLoopOptions(opener.Text);
        EndStatement();
        var body = ParseBlock();
        BlockStatement? otherwise = null;
        if (IsKeyword("else"))
        {
            Take();
            EndStatement();
            otherwise = ParseBlock();
        }
        CloseBlock(opener);
        var span = From(opener.Span);
        return opener.Text == "tablerow"
            ? new TableRowStatement
            {
                Span = span,
                Variable = variable,
                Iterator = iterator,
                Offset = options.Offset,
                Limit = options.Limit,
                IsReversed = options.IsReversed,
                Columns = options.Columns,
                Body = body,
                Else = otherwise,
            }
            : new ForStatement
            {
                Span = span,
                Variable = variable,
                Iterator = iterator,
                Offset = options.Offset,
                Limit = options.Limit,
                IsReversed = options.IsReversed,
                Body = body,
                Else = otherwise,
            };
    }

    private AssignableExpression ParseLoopVariable(string keyword)
    {
        if (Current.Kind is not (TokenKind.Identifier or TokenKind.Local))
            throw Unexpected($"`{keyword}` needs the name of a variable");
        var variable = ParsePrimary();
        return variable is VariableExpression or LocalVariableExpression
            ? (AssignableExpression)variable
            : throw new SyntaxError(variable.Span, $"`{keyword}` needs the name of a variable");
    }

    private LoopOptions ParseLoopOptions(string keyword)
    {
        var options = new LoopOptions();
        while (Current.Kind == TokenKind.Identifier)
        {
            var name = Take();
            switch (name.Text)
            {
                case "offset":
                    options.Offset = ParseLoopOption();
                    break;
                case "limit":
                    options.Limit = ParseLoopOption();
                    break;
                case "cols" when keyword == "tablerow":
                    options.Columns = ParseLoopOption();
                    break;
                case "reversed":
                    options.IsReversed = true;
                    break;
                default:
                    throw new SyntaxError(
                        name.Span, $"`{keyword}` has no option `{name.Text}`",
                        Diagnostics.Nearest.Suggest(name.Text, ["offset", "limit", "reversed", "cols"]) ?? "its options are `offset:`, `limit:` and `reversed`");
            }
        }
        return options;
    }

    private Expression ParseLoopOption()
    {
        Expect(":", "after the option's name");
        return ParseOperand();
    }

    private sealed class LoopOptions
    {
        public Expression? Offset { get; set; }

        public Expression? Limit { get; set; }

        public Expression? Columns { get; set; }

        public bool IsReversed { get; set; }
    }
}
