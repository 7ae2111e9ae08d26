using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Evaluation;

/// <summary>Sets an item of a list that grows as needed, within its limit.</summary>
public static class ListWriter
{
    public static void Set(RenderContext context, TemplateList list, int index, object? value, TextSpan span)
    {
        if (index < 0)
            index += list.Count;
        if (index < 0)
            throw context.Error(span, "an item before the start of the list cannot be set");
        if (index >= context.Limits.MaxListLength)
            throw context.Error(span, $"the list would have more than {context.Limits.MaxListLength} items");
        if (index - list.Count > 64)
            context.Step(span, (index - list.Count) / 64);
        while (list.Count <= index)
            list.Add(null);
        list[index] = value;
    }
}
