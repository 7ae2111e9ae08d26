using EventExporter.Pipeline.Rendering.Templates;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>One key of a mapping and what stands under it.</summary>
internal sealed class LayoutEntry(string name, PlacedTemplate? template, LayoutNode value)
{
    public LayoutNode Value => value;

    public string Key(LayoutScope scope) => template is null ? name : template.Text(scope.Model);
}
