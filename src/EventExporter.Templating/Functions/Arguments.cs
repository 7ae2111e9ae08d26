using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Functions;

/// <summary>Arguments as the types that functions work with.</summary>
public static class Arguments
{
    /// <exception cref="TemplateRenderException">It is no whole number.</exception>
    public static int Int(RenderContext context, object? value, string name) =>
        Numbers.ToInt(value) ?? throw context.Error($"`{name}` must be a whole number, not {TypeNames.Describe(value)}");

    public static int Int(RenderContext context, object? value, string name, int whenMissing) =>
        value is null ? whenMissing : Int(context, value, name);

    /// <exception cref="TemplateRenderException">It is no number.</exception>
    public static double Number(RenderContext context, object? value, string name) =>
        Numbers.ToDouble(value) ?? throw context.Error($"`{name}` must be a number, not {TypeNames.Describe(value)}");

    /// <summary>The items of a list; none for null, one for a single value.</summary>
    public static IReadOnlyList<object?> List(RenderContext context, object? value)
    {
        IReadOnlyList<object?> items = value is null ? [] : Host.ToList(value) ?? new TemplateList([value]);
        context.CheckCount(items.Count);
        return items;
    }

    /// <exception cref="TemplateRenderException">It is no function.</exception>
    public static TemplateFunction Function(RenderContext context, object? value, string name) =>
        value as TemplateFunction ?? throw context.Error($"`{name}` must be a function, written with `@` before its name, not {TypeNames.Describe(value)}");

    public static string? TextOrNull(RenderContext context, object? value) => value is null ? null : context.Text(value);
}
