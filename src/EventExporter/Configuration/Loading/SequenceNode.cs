namespace EventExporter.Configuration.Loading;

/// <summary>A list.</summary>
internal sealed class SequenceNode(SourceLocation location, IReadOnlyList<ConfigNode> items) : ConfigNode(location)
{
    public IReadOnlyList<ConfigNode> Items { get; } = items;

    public override string Describe() => "a list";
}
