using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Values;

/// <summary>Whether two values are the same: numbers by value whatever their kind, lists and objects by content.</summary>
public sealed class ValueEquality(RenderContext context)
{
    /// <exception cref="TemplateRenderException">The values are nested too deep, or comparing them takes too long.</exception>
    public bool AreEqual(object? left, object? right) => AreEqual(left, right, 0);

    private bool AreEqual(object? left, object? right, int depth)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left is null || right is null)
            return false;
        if (left is string || right is string)
            return TextOf(left) is { } a && TextOf(right) is { } b && TextsEqual(a, b);
        if (Host.IsNumber(left) && Host.IsNumber(right))
            return NumbersEqual(left, right);
        if (depth > context.Limits.MaxValueDepth)
            throw context.Error($"the value is nested more than {context.Limits.MaxValueDepth} deep, or contains itself");
        context.Step(context.CallSpan);
        if (Host.ToList(left) is { } first && Host.ToList(right) is { } second)
            return ListsEqual(first, second, depth);
        if (Host.IsObject(left) && Host.IsObject(right))
            return ObjectsEqual(left, right, depth);
        return left.Equals(right);
    }

    private static string? TextOf(object value) => value as string ?? (value as ITextTemplateObject)?.Text;

    private bool TextsEqual(string left, string right)
    {
        if (left.Length != right.Length)
            return false;
        context.Work(left.Length);
        return left == right;
    }

    private static bool NumbersEqual(object left, object right) =>
        Numbers.IsWhole(left) && Numbers.IsWhole(right)
            ? Numbers.ToBigInteger(left) == Numbers.ToBigInteger(right)
            : left is decimal || right is decimal
                ? Numbers.ToDecimal(left) is { } a && a == Numbers.ToDecimal(right)
                : Numbers.ToDouble(left) == Numbers.ToDouble(right);

    private bool ListsEqual(IReadOnlyList<object?> left, IReadOnlyList<object?> right, int depth)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(Host.Normalize(left[i]), Host.Normalize(right[i]), depth + 1))
                return false;
        }
        return true;
    }

    private bool ObjectsEqual(object left, object right, int depth)
    {
        var names = Host.MemberNames(left).ToList();
        if (names.Count != Host.MemberNames(right).Count())
            return false;
        foreach (var name in names)
        {
            if (!Host.TryGetMember(left, name, out var a) || !Host.TryGetMember(right, name, out var b) || !AreEqual(a, b, depth + 1))
                return false;
        }
        return true;
    }
}
