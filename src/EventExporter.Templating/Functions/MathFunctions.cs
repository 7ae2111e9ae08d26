using System.Numerics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Functions.Arguments;

namespace EventExporter.Templating.Functions;

/// <summary><c>math</c>.</summary>
public static class MathFunctions
{
    public static readonly FunctionGroup Group = new("math",
    [
        F("abs", "value", "The number without its sign.", "{{ -15.5| math.abs }}", "15.5", static (c, a) => Abs(c, a[0])),
        F("ceil", "value", "The next whole number up.", "{{ 4.3 | math.ceil }}", "5", static (c, a) => Math.Ceiling(Number(c, a[0] ?? 0, "value"))),
        F("floor", "value", "The next whole number down.", "{{ 4.6 | math.floor }}", "4", static (c, a) => Math.Floor(Number(c, a[0] ?? 0, "value"))),
        F("round", "value precision?", "The nearest whole number, or with so many decimals; halves go to the even neighbour.", "{{ 4.5612 | math.round 2 }}", "4.56",
            static (c, a) => Math.Round(Number(c, a[0] ?? 0, "value"), Math.Clamp(Int(c, a[1], "precision", 0), 0, 15))),
        F("plus", "value with", "The sum.", "{{ 1 | math.plus 2 }}", "3", static (c, a) => Compute(c, BinaryOperator.Add, a)),
        F("minus", "value with", "The difference.", "{{ 255 | math.minus 5 }}", "250", static (c, a) => Compute(c, BinaryOperator.Subtract, a)),
        F("times", "value with", "The product.", "{{ 2 | math.times 3 }}", "6", static (c, a) => Compute(c, BinaryOperator.Multiply, a)),
        F("modulo", "value with", "The remainder of a division.", "{{ 11 | math.modulo 10 }}", "1", static (c, a) => Compute(c, BinaryOperator.Modulus, a)),
        F("divided_by", "value divisor", "The quotient; rounded down where the divisor is a whole number.", "{{ 8.4 | math.divided_by 2 }}", "4",
            static (c, a) => DividedBy(c, a)),
        F("format", "value format culture?", "The number by a .NET format such as N2, X4 or 0.00.", "{{ 255 | math.format \"X4\" }}", "00FF",
            static (c, a) => a[0] is null ? "" : Formats.Apply(c, Host.IsNumber(a[0]) ? a[0] : Number(c, a[0], "value"), c.Text(a[1]))),
        F("is_number", "value", "Whether the value is a number.", "{{ 255 | math.is_number }}", "true", static (_, a) => Boxes.Bool(Host.IsNumber(a[0]))),
        F("random", "minValue maxValue", "A random whole number, at least the first and below the second.", "{{ math.random 1 10 }}", null,
            static (c, a) => Random(c, Int(c, a[0], "minValue"), Int(c, a[1], "maxValue"))),
        F("uuid", "", "A new random UUID.", "{{ math.uuid }}", null, static (_, _) => Guid.NewGuid().ToString()),
    ]);

    private static BuiltinFunction F(string name, string signature, string summary, string example, string? result, FunctionBody body) =>
        new("math." + name, signature, summary, body) { Example = example, ExampleResult = result };

    private static object? Abs(RenderContext context, object? value) => value switch
    {
        null => null,
        int n => Boxes.Integer(Math.Abs((long)n)),
        long or BigInteger => Boxes.Integer(BigInteger.Abs(Numbers.ToBigInteger(value)!.Value)),
        uint => value,
        decimal n => Math.Abs(n),
        float n => Math.Abs(n),
        _ => Math.Abs(Number(context, value, "value")),
    };

    private static object? Compute(RenderContext context, BinaryOperator op, ReadOnlySpan<object?> arguments) =>
        context.Profile.Operate(context, op, arguments[0], arguments[1], context.CallSpan);

    private static object? DividedBy(RenderContext context, ReadOnlySpan<object?> arguments)
    {
        var quotient = context.Profile.Operate(
            context, BinaryOperator.Divide, Number(context, arguments[0] ?? 0, "value"), arguments[1], context.CallSpan);
        if (!Numbers.IsWhole(arguments[1]) || quotient is not double number)
            return quotient;
        return double.IsFinite(number) ? Boxes.Integer((BigInteger)Math.Floor(number)) : throw context.Error("division by zero");
    }

    private static object Random(RenderContext context, int min, int max) =>
        min <= max ? Boxes.Int(System.Random.Shared.Next(min, max)) : throw context.Error($"`minValue` {min} is above `maxValue` {max}");
}
