using System.Text.Json;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>A list; items that come to nothing are left out.</summary>
internal sealed class LayoutList(IReadOnlyList<LayoutNode> items) : LayoutNode
{
    public override object? Resolve(LayoutScope scope) => items.Select(item => item.Resolve(scope)).ToArray();

    public override void Write(Utf8JsonWriter json, object? resolved, LayoutScope scope)
    {
        var values = (object?[])resolved!;
        json.WriteStartArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (!ReferenceEquals(values[i], Omitted))
                items[i].Write(json, values[i], scope);
        }

        json.WriteEndArray();
    }
}
