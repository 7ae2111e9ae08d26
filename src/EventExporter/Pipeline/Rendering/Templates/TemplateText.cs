using EventExporter.Configuration.Loading;

namespace EventExporter.Pipeline.Rendering.Templates;

/// <summary>A text of the configuration that may be a template.</summary>
/// <param name="Path">Where it stands in the tree, such as <c>receivers[0].webhook.layout.text</c>.</param>
internal sealed record TemplateText(ScalarNode Node, string Path)
{
    public string Text => Node.Value;
}
