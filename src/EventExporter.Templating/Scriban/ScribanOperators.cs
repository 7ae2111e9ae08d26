using System.Globalization;
using System.Numerics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Scriban;

/// <summary>
/// Scriban's binary operators: a text on either side makes it a text operation, then come null, <c>empty</c>, lists,
/// numbers (decimal before double before whole numbers, which widen as needed), dates.
/// </summary>
public static class ScribanOperators
{
    public static object? Binary(RenderContext context, BinaryOperator op, object? left, object? right)
    {
        if (op == BinaryOperator.ShiftLeft && Host.IsList(left))
            return Join(context, Host.ToList(left)!, [right]);
        if (op == BinaryOperator.ShiftRight && Host.IsList(right))
            return Join(context, [left], Host.ToList(right)!);
        if (left is string || right is string)
            return OnTexts(context, op, left, right);
        if (left is EmptyValue || right is EmptyValue)
            return OnEmpty(op, left, right);
        if (left is null || right is null)
            return OnNull(op, left, right);
        if (left is int a && right is int b && OnInts(op, a, b) is { } result)
            return result;
        if (left is DateTimeOffset or TimeSpan || right is DateTimeOffset or TimeSpan)
            return OnTimes(context, op, left, right);
        if (Host.IsNumber(left) && Host.IsNumber(right))
            return OnNumbers(context, op, left, right);
        if (left is bool || right is bool)
            return OnBooleans(context, op, left, right);
        if (Host.IsList(left) || Host.IsList(right))
            return OnLists(context, op, left, right);
        return op switch
        {
            BinaryOperator.Equal => Boxes.Bool(Equals(left, right)),
            BinaryOperator.NotEqual => Boxes.Bool(!Equals(left, right)),
            _ => throw Unsupported(context, op, left, right),
        };
    }

    public static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Coalesce => "??",
        BinaryOperator.NotNullThen => "?!",
        BinaryOperator.Or => "||",
        BinaryOperator.And => "&&",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.DivideWhole => "//",
        BinaryOperator.Modulus => "%",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.Range => "..",
        _ => "..<",
    };

    private static object? OnTexts(RenderContext context, BinaryOperator op, object? left, object? right)
    {
        if (op == BinaryOperator.Multiply)
            return left is string text ? Repeat(context, text, right) : Repeat(context, (string)right!, left);
        if (op == BinaryOperator.Add)
            return Concatenate(context, left, right);
        if (left is null or EmptyValue || right is null or EmptyValue)
            return OnNothing(op, left, right) ?? throw Unsupported(context, op, left, right);
        var (first, second) = (context.Text(left), context.Text(right));
        context.Work(Math.Min(first.Length, second.Length));
        var order = op is BinaryOperator.Equal or BinaryOperator.NotEqual
            ? string.Equals(first, second, StringComparison.Ordinal) ? 0 : 1
            : ValueOrder.CompareTexts(first, second);
        return Ordered(op, order) is { } answer ? Boxes.Bool(answer) : throw Unsupported(context, op, left, right);
    }

    /// <summary>A text against null is never equal; against <c>empty</c> it is when it is empty.</summary>
    private static object? OnNothing(BinaryOperator op, object? left, object? right)
    {
        var same = left is EmptyValue or "" && right is EmptyValue or "" && !(left is null || right is null);
        return op switch
        {
            BinaryOperator.Equal => Boxes.Bool(same),
            BinaryOperator.NotEqual => Boxes.Bool(!same),
            BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Boxes.False,
            _ => null,
        };
    }

    private static string Concatenate(RenderContext context, object? left, object? right)
    {
        var first = context.Text(left);
        var second = context.Text(right);
        context.CheckLength((long)first.Length + second.Length);
        return first + second;
    }

    private static string? Repeat(RenderContext context, string text, object? times)
    {
        if (times is null)
            return null;
        if (Numbers.ToInt(times) is not { } count || times is string)
            throw context.Error($"a text can be multiplied by a whole number only, not by {TypeNames.Describe(times)}");
        if (count <= 0)
            return "";
        context.CheckLength((long)text.Length * count);
        return new System.Text.StringBuilder(text.Length * count).Insert(0, text, count).ToString();
    }

    private static object? OnEmpty(BinaryOperator op, object? left, object? right)
    {
        var bothEmpty = Emptiness.IsEmpty(left) && Emptiness.IsEmpty(right);
        return op switch
        {
            BinaryOperator.Equal or BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual => Boxes.Bool(bothEmpty),
            BinaryOperator.NotEqual => Boxes.Bool(!bothEmpty),
            BinaryOperator.Less or BinaryOperator.Greater => Boxes.False,
            _ => EmptyValue.Instance,
        };
    }

    /// <summary>Comparisons with null are false but for equality; computing with null gives null.</summary>
    private static object? OnNull(BinaryOperator op, object? left, object? right) => op switch
    {
        BinaryOperator.Equal => Boxes.Bool(left is null && right is null),
        BinaryOperator.NotEqual => Boxes.Bool(left is not null || right is not null),
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Boxes.False,
        _ => null,
    };

    /// <summary>The common case without big integers; null for what needs the long way.</summary>
    private static object? OnInts(BinaryOperator op, int left, int right) => op switch
    {
        BinaryOperator.Add => Boxes.Integer((long)left + right),
        BinaryOperator.Subtract => Boxes.Integer((long)left - right),
        BinaryOperator.Multiply => Boxes.Integer((long)left * right),
        BinaryOperator.Divide => (double)left / right,
        BinaryOperator.DivideWhole when right != 0 => Boxes.Integer((long)left / right),
        BinaryOperator.Modulus when right != 0 => Boxes.Integer((long)left % right),
        _ => Ordered(op, left.CompareTo(right)) is { } answer ? Boxes.Bool(answer) : null,
    };

    private static object OnNumbers(RenderContext context, BinaryOperator op, object left, object right)
    {
        if (op is BinaryOperator.Range or BinaryOperator.RangeExclusive)
            return Range(context, op, left, right);
        if (left is decimal || right is decimal)
        {
            if (Numbers.ToDecimal(left) is { } a && Numbers.ToDecimal(right) is { } b)
                return OnDecimals(context, op, a, b);
        }
        else if (left is float && right is not double || right is float && left is not double)
        {
            return OnDoubles(context, op, Numbers.ToDouble(left)!.Value, Numbers.ToDouble(right)!.Value) is double n ? (float)n
                : OnDoubles(context, op, Numbers.ToDouble(left)!.Value, Numbers.ToDouble(right)!.Value);
        }
        if (Numbers.IsWhole(left) && Numbers.IsWhole(right))
            return OnWholes(context, op, Numbers.ToBigInteger(left)!.Value, Numbers.ToBigInteger(right)!.Value);
        return OnDoubles(context, op, Numbers.ToDouble(left)!.Value, Numbers.ToDouble(right)!.Value);
    }

    private static object OnDoubles(RenderContext context, BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.DivideWhole => Math.Round(left / right),
        BinaryOperator.Modulus => left % right,
        BinaryOperator.Equal => Boxes.Bool(left == right),
        BinaryOperator.NotEqual => Boxes.Bool(left != right),
        BinaryOperator.Less => Boxes.Bool(left < right),
        BinaryOperator.LessOrEqual => Boxes.Bool(left <= right),
        BinaryOperator.Greater => Boxes.Bool(left > right),
        BinaryOperator.GreaterOrEqual => Boxes.Bool(left >= right),
        _ => throw Unsupported(context, op, left, right),
    };

    private static object OnDecimals(RenderContext context, BinaryOperator op, decimal left, decimal right)
    {
        try
        {
            return op switch
            {
                BinaryOperator.Add => left + right,
                BinaryOperator.Subtract => left - right,
                BinaryOperator.Multiply => left * right,
                BinaryOperator.Divide => left / right,
                BinaryOperator.DivideWhole => decimal.Round(left / right),
                BinaryOperator.Modulus => left % right,
                _ => Ordered(op, left.CompareTo(right)) is { } answer ? Boxes.Bool(answer) : throw Unsupported(context, op, left, right),
            };
        }
        catch (ArithmeticException)
        {
            throw context.Error(right == 0 ? "division by zero" : "the number is too large for a decimal");
        }
    }

    private static object OnWholes(RenderContext context, BinaryOperator op, BigInteger left, BigInteger right)
    {
        if (right.IsZero && op is BinaryOperator.DivideWhole or BinaryOperator.Modulus && right.IsZero)
            throw context.Error("division by zero");
        return op switch
        {
            BinaryOperator.Add => Whole(context, left + right),
            BinaryOperator.Subtract => Whole(context, left - right),
            BinaryOperator.Multiply => Whole(context, left * right),
            BinaryOperator.Divide => (double)left / (double)right,
            BinaryOperator.DivideWhole => Whole(context, BigInteger.Divide(left, right)),
            BinaryOperator.Modulus => Whole(context, BigInteger.Remainder(left, right)),
            BinaryOperator.ShiftLeft => Shift(context, left, right),
            BinaryOperator.ShiftRight => Shift(context, left, -right),
            _ => Ordered(op, left.CompareTo(right)) is { } answer ? Boxes.Bool(answer) : throw Unsupported(context, op, left, right),
        };
    }

    private static object Whole(RenderContext context, BigInteger value)
    {
        if (value.GetBitLength() > context.Limits.MaxIntegerBits)
            throw context.Error($"the number has more than {context.Limits.MaxIntegerBits} bits");
        return Boxes.Integer(value);
    }

    private static object Shift(RenderContext context, BigInteger value, BigInteger bits)
    {
        if (BigInteger.Abs(bits) > context.Limits.MaxIntegerBits)
            throw context.Error($"a number cannot be shifted by more than {context.Limits.MaxIntegerBits} bits");
        return Whole(context, bits >= 0 ? value << (int)bits : value >> (int)-bits);
    }

    private static TemplateRange Range(RenderContext context, BinaryOperator op, object left, object right)
    {
        if (Numbers.ToLong(left) is not { } first || Numbers.ToLong(right) is not { } last)
            throw context.Error("a range goes from one whole number to another");
        var range = new TemplateRange(first, last, op == BinaryOperator.Range, context.Limits.MaxListLength);
        return range.TooLong
            ? throw context.Error($"the range {first}{Symbol(op)}{last} has more than {context.Limits.MaxListLength} numbers")
            : range;
    }

    private static object OnBooleans(RenderContext context, BinaryOperator op, object left, object right)
    {
        var (a, b) = (context.IsTruthy(left), context.IsTruthy(right));
        if (left is bool && right is bool || Host.IsNumber(left) || Host.IsNumber(right))
        {
            if (Host.IsNumber(left))
                a = Numbers.ToDouble(left) != 0;
            if (Host.IsNumber(right))
                b = Numbers.ToDouble(right) != 0;
            return Ordered(op, a.CompareTo(b)) is { } answer ? Boxes.Bool(answer) : throw Unsupported(context, op, left, right);
        }
        return op switch
        {
            BinaryOperator.Equal => Boxes.False,
            BinaryOperator.NotEqual => Boxes.True,
            _ => throw Unsupported(context, op, left, right),
        };
    }

    private static object OnTimes(RenderContext context, BinaryOperator op, object left, object right)
    {
        try
        {
            return (left, right, op) switch
            {
                (DateTimeOffset a, DateTimeOffset b, BinaryOperator.Subtract) => a - b,
                (DateTimeOffset a, TimeSpan b, BinaryOperator.Add) => a + b,
                (TimeSpan a, DateTimeOffset b, BinaryOperator.Add) => b + a,
                (DateTimeOffset a, TimeSpan b, BinaryOperator.Subtract) => a - b,
                (TimeSpan a, TimeSpan b, BinaryOperator.Add) => a + b,
                (TimeSpan a, TimeSpan b, BinaryOperator.Subtract) => a - b,
                (TimeSpan a, TimeSpan b, BinaryOperator.Divide) => a / b,
                (TimeSpan a, _, BinaryOperator.Multiply) when Host.IsNumber(right) => a * Numbers.ToDouble(right)!.Value,
                (_, TimeSpan b, BinaryOperator.Multiply) when Host.IsNumber(left) => b * Numbers.ToDouble(left)!.Value,
                (TimeSpan a, _, BinaryOperator.Divide) when Host.IsNumber(right) => a / Numbers.ToDouble(right)!.Value,
                (DateTimeOffset a, DateTimeOffset b, _) when Ordered(op, a.CompareTo(b)) is { } answer => Boxes.Bool(answer),
                (TimeSpan a, TimeSpan b, _) when Ordered(op, a.CompareTo(b)) is { } answer => Boxes.Bool(answer),
                (_, _, BinaryOperator.Equal) => Boxes.False,
                (_, _, BinaryOperator.NotEqual) => Boxes.True,
                _ => throw Unsupported(context, op, left, right),
            };
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw context.Error("the result is outside of the dates and timespans there are");
        }
    }

    private static object? OnLists(RenderContext context, BinaryOperator op, object left, object right)
    {
        switch (op)
        {
            case BinaryOperator.Add when Host.ToList(left) is { } first:
                return Join(context, first, Host.ToList(right) ?? [right]);
            case BinaryOperator.Multiply when Host.ToList(left) is { } items && Numbers.IsWhole(right):
                return RepeatList(context, items, right);
            case BinaryOperator.Multiply when Host.ToList(right) is { } items && Numbers.IsWhole(left):
                return RepeatList(context, items, left);
            case BinaryOperator.Equal:
                return Boxes.Bool(new ValueEquality(context).AreEqual(left, right));
            case BinaryOperator.NotEqual:
                return Boxes.Bool(!new ValueEquality(context).AreEqual(left, right));
            default:
                throw Unsupported(context, op, left, right);
        }
    }

    private static TemplateList Join(RenderContext context, IReadOnlyList<object?> first, IReadOnlyList<object?> second)
    {
        context.CheckCount((long)first.Count + second.Count);
        return new TemplateList(first.Concat(second));
    }

    private static TemplateList RepeatList(RenderContext context, IReadOnlyList<object?> items, object times)
    {
        var count = Math.Max(0, Numbers.ToInt(times) ?? int.MaxValue);
        context.CheckCount((long)items.Count * count);
        return new TemplateList(items.Count == 0 ? [] : Enumerable.Repeat(items, count).SelectMany(i => i));
    }

    /// <summary>Null for operators that do not compare.</summary>
    private static bool? Ordered(BinaryOperator op, int order) => op switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        BinaryOperator.GreaterOrEqual => order >= 0,
        _ => null,
    };

    private static TemplateRenderException Unsupported(RenderContext context, BinaryOperator op, object? left, object? right) =>
        context.Error(string.Create(
            CultureInfo.InvariantCulture,
            $"`{Symbol(op)}` is not possible between {TypeNames.Describe(left)} and {TypeNames.Describe(right)}"));
}
