using System.Globalization;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>What operators stand between: literals, names with members and items, lists, objects, parentheses.</summary>
internal sealed partial class Parser
{
    private bool IsExpressionStart() => Current.Kind switch
    {
        TokenKind.Identifier or TokenKind.Local or TokenKind.Number or TokenKind.Quoted or TokenKind.Verbatim
            or TokenKind.InterpolationStart => true,
        TokenKind.Symbol => Current.Text is "(" or "[" or "{" or "!" or "-" or "+" or "@" or "^" or "++" or "--",
        _ => false,
    };

    private Expression ParseOperand()
    {
        Enter();
        var expression = Current.Kind == TokenKind.Symbol && Current.Text is "!" or "-" or "+" or "@" or "^" or "++" or "--"
            ? ParseUnary()
            : ParseSteps(ParsePostfix(ParsePrimary()));
        Leave();
        return expression;
    }

    private Expression ParseUnary()
    {
        var symbol = Take();
        if (!IsExpressionStart())
            throw Unexpected($"`{symbol.Text}` is followed by a value");
        if (symbol.Text is "++" or "--")
        {
            var target = ParsePostfix(ParsePrimary());
            return Step(symbol, target, From(symbol.Span), false);
        }
        var operand = ParseOperand();
        var op = symbol.Text switch
        {
            "!" => UnaryOperator.Not,
            "-" => UnaryOperator.Negate,
            "+" => UnaryOperator.Plus,
            "@" => UnaryOperator.Alias,
            _ => UnaryOperator.Expand,
        };
        return new UnaryExpression { Span = From(symbol.Span), Operator = op, Operand = operand };
    }

    private Expression ParseSteps(Expression operand)
    {
        if (!(Current.Is("++") || Current.Is("--")) || operand is not AssignableExpression)
            return operand;
        var symbol = Take();
        return Step(symbol, operand, operand.Span.To(symbol.Span), true);
    }

    private static IncrementExpression Step(Token symbol, Expression target, TextSpan span, bool isPostfix) => new()
    {
        Span = span,
        Operand = target as AssignableExpression
            ?? throw new SyntaxError(target.Span, $"`{symbol.Text}` needs a variable, a member or an item"),
        Step = symbol.Text == "++" ? 1 : -1,
        IsPostfix = isPostfix,
    };

    /// <summary>Members, items and calls with parentheses, which stand directly behind what they belong to.</summary>
    private Expression ParsePostfix(Expression target)
    {
        for (var count = 0; ; count++)
        {
            if (count > limits.MaxNesting)
                throw new SyntaxError(Current.Span, $"more than {limits.MaxNesting} members in a row", null, true);
            if (Current.Is(".") || Current.Is("?."))
                target = ParseMember(target);
            else if (Current.Is("[") && !Current.HasSpaceBefore && CanBeIndexed(target))
                target = ParseIndexer(target);
            else if (Current.Is("(") && !Current.HasSpaceBefore && target is AssignableExpression)
                target = ParseCall(target);
            else
                return target;
        }
    }

    private static bool CanBeIndexed(Expression target) => target is
        AssignableExpression or NestedExpression or CallExpression or ThisExpression or LoopExpression
        or LiteralExpression { Value: string } or ArrayExpression or InterpolatedExpression;

    private Expression ParseMember(Expression target)
    {
        var dot = Take();
        SkipNewLinesIfIgnored();
        if (Current.Kind != TokenKind.Identifier)
            throw Unexpected($"`{dot.Text}` is followed by a name");
        var name = Take();
        if (name.Text is "empty" or "blank" && Current.Is("?") && !Current.HasSpaceBefore)
        {
            Take();
            return new IsEmptyExpression { Span = From(target.Span), Target = target };
        }
        // Once a path is optional, what follows is optional too: a?.b.c is null when a is.
        var isOptional = dot.Text == "?." || target is MemberExpression { IsOptional: true } or IndexerExpression { Target: MemberExpression { IsOptional: true } };
        return new MemberExpression { Span = From(target.Span), Target = target, Name = name.Text, IsOptional = isOptional };
    }

    private void SkipNewLinesIfIgnored()
    {
        if (_newLinesIgnored > 0)
            SkipNewLines();
    }

    private IndexerExpression ParseIndexer(Expression target)
    {
        var open = Current;
        var outer = EnterBrackets();
        var index = NeedExpression("an index is needed");
        if (!Current.Is("]"))
            throw new SyntaxError(open.Span, "this `[` is not closed", "add a `]`");
        LeaveBrackets(outer);
        return new IndexerExpression { Span = From(target.Span), Target = target, Index = index };
    }

    private CallExpression ParseCall(Expression callee)
    {
        var open = Current;
        var outer = EnterBrackets();
        var arguments = new List<CallArgument>();
        while (!Current.Is(")"))
        {
            if (arguments.Count > 0)
                Expect(",", "between arguments");
            arguments.Add(ParseListedArgument(open));
        }
        LeaveBrackets(outer);
        return new CallExpression { Span = From(callee.Span), Callee = callee, Arguments = arguments, HasParentheses = true };
    }

    private CallArgument ParseListedArgument(Token open)
    {
        var start = Current.Span;
        if (!IsExpressionStart())
            throw Current.Kind is TokenKind.CodeExit or TokenKind.End
                ? new SyntaxError(open.Span, "this `(` is not closed", "add a `)`")
                : Unexpected("an argument is needed");
        Token? name = null;
        if (Current.Kind == TokenKind.Identifier && Peek().Is(":"))
        {
            name = Take();
            Take();
        }
        return new CallArgument { Value = NeedExpression("an argument is needed"), Name = name?.Text, Span = From(start) };
    }

    private Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return ParseName();
            case TokenKind.Local:
                return ParseLocal();
            case TokenKind.Number or TokenKind.Quoted:
                Take();
                return new LiteralExpression { Span = token.Span, Value = token.Value };
            case TokenKind.Verbatim:
                Take();
                return new LiteralExpression { Span = token.Span, Value = token.Value, IsVerbatim = true };
            case TokenKind.InterpolationStart:
                return ParseInterpolation();
            case TokenKind.Symbol when token.Text == "(":
                return ParseNested();
            case TokenKind.Symbol when token.Text == "[":
                return ParseArray();
            case TokenKind.Symbol when token.Text == "{":
                return ParseObject();
            default:
                throw Unexpected("an expression is needed");
        }
    }

    private Expression ParseName()
    {
        var token = Current;
        switch (token.Text)
        {
            case "true" or "false":
                Take();
                return new LiteralExpression { Span = token.Span, Value = Boxes.Bool(token.Text == "true") };
            case "null":
                Take();
                return new LiteralExpression { Span = token.Span, Value = null };
            case "this":
                Take();
                return new ThisExpression { Span = token.Span };
            case "do":
                return ParseAnonymousFunction();
            case "for" or "while" or "tablerow" when Peek().Is("."):
                Take();
                return new LoopExpression { Span = token.Span, Keyword = token.Text };
            case var word when Keywords.Contains(word):
                throw Unexpected("an expression is needed here, and this is a keyword");
            default:
                Take();
                return new VariableExpression { Span = token.Span, Name = token.Text };
        }
    }

    private Expression ParseLocal()
    {
        var token = Take();
        if (token.Text == "$")
            return new BlockExpression { Span = token.Span };
        if (token.Text.Length == 0)
            return new ArgumentsExpression { Span = token.Span };
        if (!char.IsAsciiDigit(token.Text[0]))
            return new LocalVariableExpression { Span = token.Span, Name = token.Text };
        if (int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return new ArgumentsExpression { Span = token.Span, Index = index };
        throw new SyntaxError(token.Span, $"`${token.Text}` is neither an argument's number nor a name");
    }

    /// <summary>Inside of brackets lines do not end statements, and names with a colon name arguments again.</summary>
    private bool EnterBrackets()
    {
        var outer = _namesAreValues;
        _namesAreValues = false;
        _newLinesIgnored++;
        Take();
        return outer;
    }

    private void LeaveBrackets(bool outer)
    {
        _namesAreValues = outer;
        _newLinesIgnored--;
        Take();
    }

    private NestedExpression ParseNested()
    {
        var open = Current;
        var outer = EnterBrackets();
        var inner = NeedExpression("an expression is needed in parentheses");
        if (!Current.Is(")"))
        {
            throw Current.Kind is TokenKind.CodeExit or TokenKind.End or TokenKind.Semicolon
                ? new SyntaxError(open.Span, "this `(` is not closed", "add a `)`")
                : Unexpected("`)` is needed");
        }
        LeaveBrackets(outer);
        return new NestedExpression { Span = From(open.Span), Inner = inner };
    }

    private ArrayExpression ParseArray()
    {
        var open = Current;
        var outer = EnterBrackets();
        var items = new List<Expression>();
        while (!Current.Is("]"))
        {
            if (!IsExpressionStart())
                throw NotClosed(open, "[", "]");
            items.Add(ParseExpression());
            if (!TryTake(","))
                break;
        }
        if (!Current.Is("]"))
            throw NotClosed(open, "[", "]");
        LeaveBrackets(outer);
        return new ArrayExpression { Span = From(open.Span), Items = items };
    }

    private ObjectExpression ParseObject()
    {
        var open = Current;
        var outer = EnterBrackets();
        var members = new List<ObjectMember>();
        while (!Current.Is("}"))
        {
            if (Current.Kind is not (TokenKind.Identifier or TokenKind.Quoted or TokenKind.Verbatim))
                throw NotClosed(open, "{", "}");
            var name = Take();
            Expect(":", $"after the member's name `{Shorten(name.Text)}`");
            var value = NeedExpression($"the member `{Shorten(name.Text)}` needs a value");
            members.Add(new ObjectMember { Span = From(name.Span), Name = name.Text, Value = value });
            if (!TryTake(","))
                break;
        }
        if (!Current.Is("}"))
            throw NotClosed(open, "{", "}");
        LeaveBrackets(outer);
        return new ObjectExpression { Span = From(open.Span), Members = members };
    }

    private SyntaxError NotClosed(Token open, string opening, string closing) =>
        Current.Kind is TokenKind.CodeExit or TokenKind.End or TokenKind.Semicolon
            ? new SyntaxError(open.Span, $"this `{opening}` is not closed", $"add a `{closing}`")
            : Unexpected($"`,` or `{closing}` is needed");

    private InterpolatedExpression ParseInterpolation()
    {
        var start = Current.Span;
        var outer = EnterBrackets();
        var parts = new List<Expression>();
        while (Current.Kind is TokenKind.Quoted or TokenKind.InterpolationOpen)
        {
            var token = Take();
            if (token.Kind == TokenKind.Quoted)
            {
                parts.Add(new LiteralExpression { Span = token.Span, Value = token.Value, IsInterpolatedText = true });
                continue;
            }
            parts.Add(NeedExpression("an expression is needed between { and }"));
            if (Current.Kind != TokenKind.InterpolationClose)
                throw Unexpected("the expression in the text should end here with }");
            Take();
        }
        if (Current.Kind != TokenKind.InterpolationEnd)
            throw new SyntaxError(start, "this text is not closed");
        LeaveBrackets(outer);
        return new InterpolatedExpression { Span = From(start), Parts = parts };
    }
}
