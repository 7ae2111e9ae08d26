using System.Numerics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Functions;

/// <summary><c>eq</c>, <c>lt</c> and their kin: values of different basic types are an error, not different.</summary>
internal static class GoCompare
{
    private enum Kind
    {
        None,
        Bool,
        Whole,
        Float,
        Text,
    }

    public static bool AreEqual(RenderContext context, object? left, object? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        var (a, b) = (KindOf(left), KindOf(right));
        if (a != b)
            throw Incompatible(context, left, right);
        if (GoKinds.IsMap(left) || (a == Kind.None && !GoKinds.IsStruct(left) && Host.IsList(left)))
            throw context.Error($"{GoKinds.TypeOf(left)} cannot be compared; use `deepEqual`");
        return new ValueEquality(context).AreEqual(left, right);
    }

    public static bool IsLess(RenderContext context, object? left, object? right)
    {
        var (a, b) = (KindOf(left), KindOf(right));
        if (a != b)
            throw Incompatible(context, left, right);
        return a switch
        {
            Kind.Text => GoKinds.CompareTexts((string)left!, (string)right!) < 0,
            Kind.Whole => Numbers.ToBigInteger(left)!.Value < Numbers.ToBigInteger(right)!.Value,
            Kind.Float => Numbers.ToDouble(left) < Numbers.ToDouble(right),
            _ => throw context.Error($"{GoKinds.TypeOf(left)} has no order" + (left is DateTimeOffset ? "; compare `.Unix`, or use `.Before`" : "")),
        };
    }

    private static Kind KindOf(object? value) => value switch
    {
        bool => Kind.Bool,
        int or long or uint or BigInteger => Kind.Whole,
        double or float or decimal => Kind.Float,
        string => Kind.Text,
        _ => Kind.None,
    };

    private static TemplateRenderException Incompatible(RenderContext context, object? left, object? right) =>
        context.Error($"incompatible types for comparison: {GoKinds.TypeOf(left)} and {GoKinds.TypeOf(right)}"
            + (left is string || right is string ? "; `toString` or `int` converts one to the other" : ""));
}
