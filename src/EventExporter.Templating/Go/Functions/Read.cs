using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Parsing;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Functions;

/// <summary>Arguments as the types that Go's functions take. A wrong type is an error, as it is in Go.</summary>
internal static class Read
{
    /// <exception cref="TemplateRenderException">It is no text.</exception>
    public static string Text(RenderContext context, object? value, string name)
    {
        if (value is not string text)
            throw Wrong(context, value, name, "a text", value is null ? "a missing key can be caught with `default \"\"`" : "convert it with `toString`");
        context.Work(text.Length);
        return text;
    }

    /// <summary>A whole number: a float counts when it has no fraction.</summary>
    /// <exception cref="TemplateRenderException">It is none, or too large.</exception>
    public static int Int(RenderContext context, object? value, string name)
    {
        var number = Long(context, value, name);
        return number == (int)number ? (int)number : throw context.Error($"`{name}` is too large: {number}");
    }

    public static long Long(RenderContext context, object? value, string name) => value switch
    {
        int or long or uint => Numbers.ToLong(value)!.Value,
        double n when n == Math.Truncate(n) && Math.Abs(n) < 9e18 => (long)n,
        _ => throw Wrong(context, value, name, "a whole number", value is string ? "convert it with `int`" : null),
    };

    public static bool Flag(RenderContext context, object? value, string name) =>
        value as bool? ?? throw Wrong(context, value, name, "true or false", "`not (empty .X)` is true where there is something");

    public static IReadOnlyList<object?> List(RenderContext context, object? value, string name)
    {
        if (value is null or string || GoKinds.IsMap(value) || GoKinds.IsStruct(value) || Host.ToList(value) is not { } list)
            throw Wrong(context, value, name, "a list", null);
        context.CheckCount(list.Count);
        return list;
    }

    public static object Map(RenderContext context, object? value, string name) =>
        GoKinds.IsMap(value) ? value! : throw Wrong(context, value, name, "a map", null);

    /// <summary>A map that the template made, which can be changed.</summary>
    public static TemplateObject OwnMap(RenderContext context, object? value, string name) =>
        Map(context, value, name) as TemplateObject
        ?? throw context.Error($"`{name}` belongs to the event and cannot be changed; copy it with `merge (dict) .X`");

    public static DateTimeOffset Time(RenderContext context, object? value, string name) =>
        value as DateTimeOffset? ?? throw Wrong(context, value, name, "a time", null);

    /// <summary>As sprig converts any value to a whole number: what is none is 0.</summary>
    public static long AnyLong(object? value) => value switch
    {
        int or long or uint => Numbers.ToLong(value)!.Value,
        bool b => b ? 1 : 0,
        double n when Math.Abs(n) < 9.2e18 => (long)n,
        decimal or float => (long)Math.Clamp(Numbers.ToDouble(value)!.Value, -9.2e18, 9.2e18),
        string text => GoNumber.ParseInteger(WithoutZeroDecimal(text)) ?? 0,
        TimeSpan span => unchecked(span.Ticks * 100),
        _ => 0,
    };

    /// <summary>As sprig converts any value to a number: what is none is 0.</summary>
    public static double AnyDouble(object? value) => value is TimeSpan ? AnyLong(value) : Numbers.ToDouble(value) ?? 0;

    private static string WithoutZeroDecimal(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && text.AsSpan(dot + 1).TrimStart('0').IsEmpty ? text[..dot] : text;
    }

    private static TemplateRenderException Wrong(RenderContext context, object? value, string name, string needed, string? hint) =>
        context.Error($"`{name}` must be {needed}, not {(value is null ? "nothing" : GoKinds.TypeOf(value))}" + (hint is null ? "" : "; " + hint));
}
