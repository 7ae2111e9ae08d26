using EventExporter.Configuration.Loading;

namespace EventExporter.Configuration.Binding;

/// <summary>A node together with its path from the root.</summary>
/// <param name="Node">What is written there.</param>
/// <param name="Path">Such as <c>route.match[0].namespace</c>; empty for the root.</param>
/// <param name="Anchor">Where to point for something that is missing in it: its key, or its list item.</param>
internal readonly record struct PlacedNode(ConfigNode Node, string Path, SourceLocation Anchor)
{
    public static PlacedNode Root(ConfigNode node) => new(node, "", node.Location);

    public PlacedNode Child(MappingEntry entry) => new(entry.Value, NodePath.Child(Path, entry.Name), entry.Key.Location);

    public PlacedNode Item(int index, ConfigNode item) => new(item, NodePath.Item(Path, index), item.Location);
}
