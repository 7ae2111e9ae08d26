using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's arithmetic: whole numbers of 64 bits, and floats where the name ends in f. What is no number counts as 0.</summary>
internal static class SprigNumbers
{
    public static IEnumerable<BuiltinFunction> All()
    {
        var max = F("max", "first rest...", "The largest whole number.", "{{ max 1 3 2 }}", "3", static (_, a) => Fold(a, Math.Max));
        return
        [
            F("add", "numbers...", "The sum of whole numbers.", "{{ add 1 2 3 }}", "6", static (_, a) => Fold(a, (x, y) => unchecked(x + y))),
            F("add1", "number", "One more.", "{{ add1 5 }}", "6", static (_, a) => unchecked(Read.AnyLong(a[0]) + 1)),
            F("sub", "a b", "The difference of whole numbers.", "{{ sub 5 3 }}", "2", static (_, a) => unchecked(Read.AnyLong(a[0]) - Read.AnyLong(a[1]))),
            F("mul", "first rest...", "The product of whole numbers.", "{{ mul 2 3 4 }}", "24", static (_, a) => Fold(a, (x, y) => unchecked(x * y))),
            F("div", "a b", "The quotient of whole numbers, without its fraction.", "{{ div 7 2 }}", "3", static (c, a) => Divide(c, a, true)),
            F("mod", "a b", "The remainder of a division.", "{{ mod 7 2 }}", "1", static (c, a) => Divide(c, a, false)),
            max,
            Alias("biggest", max, static (_, a) => Fold(a, Math.Max)),
            F("min", "first rest...", "The smallest whole number.", "{{ min 2 1 3 }}", "1", static (_, a) => Fold(a, Math.Min)),
            F("addf", "numbers...", "The sum.", "{{ addf 1.5 2 }}", "3.5", static (c, a) => FoldDecimal(c, a, decimal.Add)),
            F("add1f", "number", "One more.", "{{ add1f 1.5 }}", "2.5", static (c, a) => FoldDecimal(c, [a[0], 1], decimal.Add)),
            F("subf", "first rest...", "The first number less the others.", "{{ subf 7.5 2 3 }}", "2.5", static (c, a) => FoldDecimal(c, a, decimal.Subtract)),
            F("mulf", "first rest...", "The product.", "{{ mulf 1.5 2 2 }}", "6", static (c, a) => FoldDecimal(c, a, decimal.Multiply)),
            F("divf", "first rest...", "The first number divided by the others.", "{{ divf 10 4 }}", "2.5", static (c, a) => FoldDecimal(c, a, (x, y) => decimal.Round(x / y, 16, MidpointRounding.AwayFromZero))),
            F("maxf", "first rest...", "The largest number.", "{{ maxf 1 2.5 }}", "2.5", static (_, a) => FoldDouble(a, Math.Max)),
            F("minf", "first rest...", "The smallest number.", "{{ minf 1.5 2 }}", "1.5", static (_, a) => FoldDouble(a, Math.Min)),
            F("floor", "number", "The next whole number down.", "{{ floor 1.9 }}", "1", static (_, a) => Math.Floor(Read.AnyDouble(a[0]))),
            F("ceil", "number", "The next whole number up.", "{{ ceil 1.1 }}", "2", static (_, a) => Math.Ceiling(Read.AnyDouble(a[0]))),
            F("round", "number decimals roundOn?", "The number with so many decimals; up from the given fraction on, which is 0.5.", "{{ round 123.5555 2 }}", "123.56", static (c, a) => Round(c, a)),
            F("int", "value", "The value as a whole number; 0 when it is none.", "{{ int \"12\" }}", "12", static (_, a) => Boxes.Integer(Read.AnyLong(a[0]))),
            F("int64", "value", "The value as a whole number of 64 bits; 0 when it is none.", "{{ int64 12.7 }}", "12", static (_, a) => Read.AnyLong(a[0])),
            F("float64", "value", "The value as a float; 0 when it is no number.", "{{ float64 \"1.5\" }}", "1.5", static (_, a) => Read.AnyDouble(a[0])),
            F("atoi", "text", "The whole number that a text stands for in decimal digits; 0 when it is none.", "{{ atoi \"012\" }}", "12", static (c, a) => Atoi(Read.Text(c, a[0], "text"))),
            F("toDecimal", "value", "The number whose octal digits these are, such as a file mode.", "{{ toDecimal 777 }}", "511", static (c, a) => Octal(c.Text(a[0]))),
            F("until", "count", "The numbers from 0 to before the count.", "{{ until 3 }}", "[0 1 2]", static (c, a) => Read.Int(c, a[0], "count") is var n && n < 0 ? Steps(c, 0, n, -1) : Steps(c, 0, Read.Int(c, a[0], "count"), 1)),
            F("untilStep", "start stop step", "The numbers from start to before stop.", "{{ untilStep 3 9 3 }}", "[3 6]", static (c, a) => Steps(c, Read.Int(c, a[0], "start"), Read.Int(c, a[1], "stop"), Read.Int(c, a[2], "step"))),
            F("seq", "numbers...", "The numbers from a first to a last one, with a step between them if there are three, as text.", "{{ seq 1 2 7 }}", "1 3 5 7", static (c, a) => Sequence(c, a)),
        ];
    }

    private static long Fold(ReadOnlySpan<object?> values, Func<long, long, long> combine)
    {
        if (values.IsEmpty)
            return 0L;
        var result = Read.AnyLong(values[0]);
        foreach (var value in values[1..])
            result = combine(result, Read.AnyLong(value));
        return result;
    }

    private static double FoldDouble(ReadOnlySpan<object?> values, Func<double, double, double> combine)
    {
        var result = Read.AnyDouble(values[0]);
        foreach (var value in values[1..])
            result = combine(result, Read.AnyDouble(value));
        return result;
    }

    /// <summary>In decimals, so that 0.1 and 0.2 make 0.3.</summary>
    private static double FoldDecimal(RenderContext context, ReadOnlySpan<object?> values, Func<decimal, decimal, decimal> combine)
    {
        if (values.IsEmpty)
            return 0;
        try
        {
            var result = (decimal)Read.AnyDouble(values[0]);
            foreach (var value in values[1..])
                result = combine(result, (decimal)Read.AnyDouble(value));
            return (double)result;
        }
        catch (DivideByZeroException)
        {
            throw context.Error("division by zero");
        }
        catch (OverflowException)
        {
            throw context.Error("the number is beyond 28 digits");
        }
    }

    private static long Divide(RenderContext context, ReadOnlySpan<object?> a, bool wantsQuotient)
    {
        var (left, right) = (Read.AnyLong(a[0]), Read.AnyLong(a[1]));
        if (right == 0)
            throw context.Error("integer divide by zero");
        if (right == -1)
            return wantsQuotient ? unchecked(-left) : 0L;
        return wantsQuotient ? left / right : left % right;
    }

    private static double Round(RenderContext context, ReadOnlySpan<object?> a)
    {
        var scale = Math.Pow(10, Read.Int(context, a[1], "decimals"));
        var digits = scale * Read.AnyDouble(a[0]);
        var fraction = digits - Math.Truncate(digits);
        return (fraction >= (a[2] is null ? 0.5 : Read.AnyDouble(a[2])) ? Math.Ceiling(digits) : Math.Floor(digits)) / scale;
    }

    private static object Atoi(string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var n) ? Boxes.Integer(n) : Boxes.Int(0);

    private static long Octal(string text)
    {
        var value = 0L;
        foreach (var c in text)
        {
            if (c is < '0' or > '7' || value > long.MaxValue >> 3)
                return 0L;
            value = (value * 8) + (c - '0');
        }
        return value;
    }

    private static TemplateList Steps(RenderContext context, int start, int stop, int step)
    {
        var result = new TemplateList();
        if (step == 0 || (stop < start) != (step < 0))
            return result;
        context.CheckCount(Math.Abs((long)stop - start) / Math.Abs((long)step));
        for (long i = start; step > 0 ? i < stop : i > stop; i += step)
            result.Add(Boxes.Integer(i));
        return result;
    }

    private static string Sequence(RenderContext context, ReadOnlySpan<object?> a)
    {
        if (a.Length is 0 or > 3)
            return "";
        var start = a.Length == 1 ? 1 : Read.Int(context, a[0], "start");
        var end = Read.Int(context, a[^1], "end");
        var direction = end < start ? -1 : 1;
        var step = a.Length == 3 ? Read.Int(context, a[1], "step") : direction;
        if (a.Length == 3 && direction < 0 && step > 0)
            return "";
        return string.Join(' ', Steps(context, start, (int)Math.Clamp((long)end + direction, int.MinValue, int.MaxValue), step));
    }
}
