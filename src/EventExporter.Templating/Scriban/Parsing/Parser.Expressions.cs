using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>
/// Expressions. From loose to tight: pipe, <c>? :</c>, calls without parentheses, <c>?? ?!</c>, <c>||</c>, <c>&amp;&amp;</c>,
/// equality, order, <c>+ -</c>, <c>* / // % &lt;&lt; &gt;&gt;</c>, ranges, unary operators, <c>++ --</c>, members and items.
/// An argument of a call is itself an expression with operators, so <c>f 1 -1</c> is <c>f(1 - 1)</c>.
/// </summary>
internal sealed partial class Parser
{
    private Expression ParseExpression(bool isStatement = false, bool inWhen = false, bool inLoopHead = false)
    {
        Enter();
        var start = Current.Span;
        var left = ParseCallOrOperators(0, inWhen, inLoopHead, false);
        if (isStatement && AssignmentOperator() is { } assignment)
        {
            left = ParseAssignment(left, assignment);
        }
        else
        {
            left = ParsePipes(left, inWhen, inLoopHead);
            left = ParseConditional(start, left);
        }
        Leave();
        return left;
    }

    private Expression ParsePipes(Expression left, bool inWhen, bool inLoopHead)
    {
        var count = 0;
        while (Current.Is("|") || Current.Is("|>"))
        {
            if (++count > limits.MaxNesting)
                throw new SyntaxError(Current.Span, $"more than {limits.MaxNesting} pipes in a row", null, true);
            var pipe = Take();
            SkipNewLines();
            if (!IsExpressionStart())
                throw Unexpected($"`{pipe.Text}` is followed by a function");
            left = Pipe(left, ParseCallOrOperators(0, inWhen, false, false), pipe);
            if (inLoopHead && Current.Kind == TokenKind.Identifier)
                break;
        }
        return left;
    }

    private Expression ParseConditional(TextSpan start, Expression condition)
    {
        if (!Current.Is("?"))
            return condition;
        Take();
        var outer = _namesAreValues;
        _namesAreValues = true;
        var then = NeedExpression("`?` is followed by the value for true");
        _namesAreValues = outer;
        Expect(":", "between the two values of `? :`");
        var otherwise = NeedExpression("`:` is followed by the value for false");
        return new ConditionalExpression { Span = From(start), Condition = condition, Then = then, Else = otherwise };
    }

    private Expression NeedExpression(string why)
    {
        if (!IsExpressionStart())
            throw Unexpected(why);
        return ParseExpression();
    }

    private string? AssignmentOperator() => Current.Kind == TokenKind.Symbol
        && Current.Text is "=" or "+=" or "-=" or "*=" or "/=" or "//=" or "%=" or "??=" ? Current.Text : null;

    private AssignExpression ParseAssignment(Expression left, string symbol)
    {
        if (left is not AssignableExpression target)
            throw new SyntaxError(left.Span, "only a variable, a member or an item can be set", "for a comparison write `==`");
        Take();
        BinaryOperator? op = symbol switch
        {
            "+=" => BinaryOperator.Add,
            "-=" => BinaryOperator.Subtract,
            "*=" => BinaryOperator.Multiply,
            "/=" => BinaryOperator.Divide,
            "//=" => BinaryOperator.DivideWhole,
            "%=" => BinaryOperator.Modulus,
            "??=" => BinaryOperator.Coalesce,
            _ => null,
        };
        var value = NeedExpression($"`{symbol}` is followed by a value");
        return new AssignExpression { Span = From(left.Span), Target = target, Operator = op, Value = value };
    }

    /// <summary>One operand with its operators, and when more operands follow without an operator, a call.</summary>
    /// <param name="inCall">Already an argument of a call, so that what follows belongs to that call.</param>
    private Expression ParseCallOrOperators(int precedence, bool inWhen, bool inLoopHead, bool inCall)
    {
        var start = Current.Span;
        var first = ParseOperators(ParseOperand(), precedence, inWhen, inCall);
        if (inCall || first is FunctionExpression || !StartsArgument(inLoopHead))
            return first;
        if (first is not (AssignableExpression or NestedExpression))
            throw Unexpected("the statement should end here; separate statements by a new line or `;`");
        var arguments = new List<CallArgument>();
        while (StartsArgument(inLoopHead))
        {
            var argument = ParseArgument(precedence, inWhen);
            arguments.Add(argument);
            if (argument.Value is FunctionExpression)
                break;
        }
        return new CallExpression { Span = From(start), Callee = first, Arguments = arguments };
    }

    private bool StartsArgument(bool inLoopHead)
    {
        if (!IsExpressionStart() || Current.Is("+") || Current.Is("-") || Current.Is("++") || Current.Is("--"))
            return false;
        return !(inLoopHead && Current.Kind == TokenKind.Identifier);
    }

    private CallArgument ParseArgument(int precedence, bool inWhen)
    {
        var start = Current.Span;
        if (Current.Kind == TokenKind.Identifier && Peek().Is(":") && !_namesAreValues)
        {
            var name = Take();
            Take();
            if (!IsExpressionStart())
                throw Unexpected($"`{name.Text}:` is followed by a value");
            return new CallArgument { Span = From(start), Name = name.Text, Value = ParseOperand() };
        }
        var value = ParseCallOrOperators(precedence, inWhen, false, true);
        return new CallArgument { Span = From(start), Value = value };
    }

    private Expression ParseOperators(Expression left, int precedence, bool inWhen, bool inCall)
    {
        var count = 0;
        while (Operator() is { } op && op.Precedence > precedence && !(inWhen && op.Kind == BinaryOperator.Or))
        {
            if (++count + _depth > limits.MaxNesting)
                throw new SyntaxError(Current.Span, $"more than {limits.MaxNesting} operators in a row", null, true);
            Take();
            if (!IsExpressionStart())
                throw Unexpected($"`{ScribanOperators.Symbol(op.Kind)}` is followed by a value");
            Enter();
            var right = ParseCallOrOperators(op.Precedence, inWhen, false, inCall);
            Leave();
            left = new BinaryExpression { Span = left.Span.To(right.Span), Operator = op.Kind, Left = left, Right = right };
        }
        return left;
    }

    private (BinaryOperator Kind, int Precedence)? Operator() => Current.Kind != TokenKind.Symbol ? null : Current.Text switch
    {
        "??" => (BinaryOperator.Coalesce, 20),
        "?!" => (BinaryOperator.NotNullThen, 20),
        "||" => (BinaryOperator.Or, 30),
        "&&" => (BinaryOperator.And, 40),
        "==" => (BinaryOperator.Equal, 70),
        "!=" => (BinaryOperator.NotEqual, 70),
        "<" => (BinaryOperator.Less, 80),
        "<=" => (BinaryOperator.LessOrEqual, 80),
        ">" => (BinaryOperator.Greater, 80),
        ">=" => (BinaryOperator.GreaterOrEqual, 80),
        "+" => (BinaryOperator.Add, 100),
        "-" => (BinaryOperator.Subtract, 100),
        "*" => (BinaryOperator.Multiply, 110),
        "/" => (BinaryOperator.Divide, 110),
        "//" => (BinaryOperator.DivideWhole, 110),
        "%" => (BinaryOperator.Modulus, 110),
        "<<" => (BinaryOperator.ShiftLeft, 110),
        ">>" => (BinaryOperator.ShiftRight, 110),
        ".." => (BinaryOperator.Range, 130),
        "..<" => (BinaryOperator.RangeExclusive, 130),
        _ => null,
    };

    /// <summary>Hands the value of <paramref name="input"/> to the first function of <paramref name="to"/>.</summary>
    private Expression Pipe(Expression input, Expression to, Token pipe)
    {
        var span = input.Span.To(to.Span);
        switch (to)
        {
            case CallExpression { IsPiped: false } call:
                return new CallExpression
                {
                    Span = span,
                    Callee = call.Callee,
                    IsPiped = true,
                    HasParentheses = call.HasParentheses,
                    Arguments = [new CallArgument { Span = input.Span, Value = input }, .. call.Arguments],
                };
            case BinaryExpression binary:
                return new BinaryExpression
                {
                    Span = span,
                    Operator = binary.Operator,
                    Left = Pipe(input, binary.Left, pipe),
                    Right = binary.Right,
                };
            case IsEmptyExpression empty:
                return new IsEmptyExpression { Span = span, Target = Pipe(input, empty.Target, pipe) };
            case MemberExpression member when Root(member) is CallExpression:
                return new MemberExpression
                {
                    Span = span,
                    Target = Pipe(input, member.Target, pipe),
                    Name = member.Name,
                    IsOptional = member.IsOptional,
                };
            case IndexerExpression indexer when Root(indexer) is CallExpression:
                return new IndexerExpression { Span = span, Target = Pipe(input, indexer.Target, pipe), Index = indexer.Index };
            case AssignableExpression or NestedExpression or FunctionExpression or UnaryExpression { Operator: UnaryOperator.Alias }:
                return new CallExpression
                {
                    Span = span,
                    Callee = to,
                    IsPiped = true,
                    Arguments = [new CallArgument { Span = input.Span, Value = input }],
                };
            default:
                throw new SyntaxError(to.Span, $"`{pipe.Text}` is followed by a function, not by `{Shorten(source.Slice(to.Span).ToString())}`");
        }
    }

    private static Expression Root(Expression path)
    {
        while (path is MemberExpression or IndexerExpression)
            path = path is MemberExpression member ? member.Target : ((IndexerExpression)path).Target;
        return path;
    }
}
