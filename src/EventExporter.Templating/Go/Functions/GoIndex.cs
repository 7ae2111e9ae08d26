using System.Text;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Functions;

/// <summary><c>index</c>.</summary>
internal static class GoIndex
{
    /// <exception cref="TemplateRenderException">The value has no items, or the position is outside.</exception>
    public static object? Item(RenderContext context, object? target, object? index)
    {
        if (target is null)
            throw context.Error("index of untyped nil");
        if (GoKinds.IsMap(target))
        {
            if (index is not string key)
                throw context.Error($"a map's key is a text, not {GoKinds.TypeOf(index)}");
            if (Host.TryGetMember(target, key, out var value))
                return value;
            return target is IReadOnlyDictionary<string, string> ? "" : null;
        }
        if (target is string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            return Boxes.Int(bytes[Position(context, index, bytes.Length)]);
        }
        if (GoKinds.IsStruct(target) || Host.ToList(target) is not { } list)
            throw context.Error($"can't index item of type {GoKinds.TypeOf(target)}");
        return Host.Normalize(list[Position(context, index, list.Count)]);
    }

    private static int Position(RenderContext context, object? index, int count)
    {
        var position = Read.Long(context, index, "index");
        return position >= 0 && position < count ? (int)position : throw context.Error($"index out of range: {position} of {count}");
    }
}
