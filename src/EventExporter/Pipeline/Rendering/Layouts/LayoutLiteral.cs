namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>A value without a template: a text, a number, a boolean or null, as YAML has it.</summary>
internal sealed class LayoutLiteral(object? value) : LayoutNode
{
    public override object? Resolve(LayoutScope scope) => value;
}
