using System.Text.Json;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>The default document's fields inside an object that adds to them (<c>$event: merge</c>).</summary>
internal static class MergedDocument
{
    /// <param name="replaced">Names that the layout itself writes.</param>
    public static void WriteFields(Utf8JsonWriter json, LayoutScope scope, IReadOnlySet<string> replaced)
    {
        using var buffer = new PooledBuffer();
        new EventDocument(scope.DeDot).Write(buffer, scope.Event);
        using var document = JsonDocument.Parse(buffer.Written);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (!replaced.Contains(field.Name))
                field.WriteTo(json);
        }
    }

    public static void WriteFields(Utf8JsonWriter json, LayoutScope scope, IReadOnlyList<string> replaced) =>
        WriteFields(json, scope, replaced.ToHashSet(StringComparer.Ordinal));
}
