using System.Text.Json;
using EventExporter.Pipeline.Rendering.Templates;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary><c>$raw: "{{ ... | to_json }}"</c>: the text that the template makes is JSON already and is embedded as it is.</summary>
internal sealed class LayoutRaw(PlacedTemplate template) : LayoutNode
{
    public override object? Resolve(LayoutScope scope)
    {
        var text = template.Text(scope.Model);
        try
        {
            using var _ = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException problem)
        {
            throw new RenderingException($"{template.Place}: $raw is not JSON: {problem.Message}", problem);
        }
    }

    public override void Write(Utf8JsonWriter json, object? resolved, LayoutScope scope) => json.WriteRawValue((string)resolved!, skipInputValidation: true);
}
