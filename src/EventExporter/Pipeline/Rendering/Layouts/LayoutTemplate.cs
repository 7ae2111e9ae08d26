using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>A templated text. A single expression keeps the type of its value, unless <paramref name="alwaysText"/> (files in the Go language).</summary>
internal sealed class LayoutTemplate(PlacedTemplate template, bool alwaysText) : LayoutNode
{
    public override object? Resolve(LayoutScope scope) => alwaysText
        ? template.Text(scope.Model)
        : template.Value(scope.Model) is var value && value is ITextTemplateObject named ? named.Text : value;
}
