using System.Text.Json;
using EventExporter.Pipeline.Rendering.Templates;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>
/// A mapping. Keys may be templates. <c>$if</c> makes the whole of it depend on a condition, <c>$omitEmpty</c> leaves out entries that are null
/// or an empty text, <c>$event: merge</c> puts the default document under the entries, which then add to it and replace its fields.
/// </summary>
internal sealed class LayoutMap(IReadOnlyList<LayoutEntry> entries, PlacedTemplate? condition, bool omitEmpty, bool mergeEvent) : LayoutNode
{
    public override object? Resolve(LayoutScope scope)
    {
        if (condition is not null && !IsTrue(condition.Value(scope.Model)))
            return Omitted;
        var values = new object?[entries.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = entries[i].Value.Resolve(scope);
            values[i] = omitEmpty && value is null or "" ? Omitted : value;
        }

        return values;
    }

    public override void Write(Utf8JsonWriter json, object? resolved, LayoutScope scope)
    {
        var values = (object?[])resolved!;
        json.WriteStartObject();
        if (mergeEvent)
            MergedDocument.WriteFields(json, scope, [.. entries.Where((_, i) => !ReferenceEquals(values[i], Omitted)).Select(e => e.Key(scope))]);
        for (var i = 0; i < values.Length; i++)
        {
            if (ReferenceEquals(values[i], Omitted))
                continue;
            json.WritePropertyName(entries[i].Key(scope));
            entries[i].Value.Write(json, values[i], scope);
        }

        json.WriteEndObject();
    }

    private static bool IsTrue(object? value) => value switch
    {
        null or false => false,
        string text => text.Trim() is not ("" or "false"),
        _ => true,
    };
}
