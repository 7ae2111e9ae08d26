using System.Globalization;
using System.Text.RegularExpressions;
using EventExporter.Configuration.Loading;

namespace EventExporter.Configuration.Binding;

/// <summary>A node together with its path from the root.</summary>
/// <param name="Node">What is written there.</param>
/// <param name="Path">Such as <c>route.match[0].namespace</c>; empty for the root.</param>
/// <param name="Anchor">Where to point for something that is missing in it: its key, or its list item.</param>
internal readonly partial record struct PlacedNode(ConfigNode Node, string Path, SourceLocation Anchor)
{
    public static PlacedNode Root(ConfigNode node) => new(node, "", node.Location);

    public PlacedNode Child(MappingEntry entry) => new(entry.Value, Join(Path, entry.Name), entry.Key.Location);

    public PlacedNode Item(int index, ConfigNode item) =>
        new(item, string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]"), item.Location);

    /// <summary>Appends a key; one with dots or other signs is quoted: <c>labels["app.kubernetes.io/name"]</c>.</summary>
    public static string Join(string path, string key)
    {
        if (!SimpleKey().IsMatch(key))
            return $"{path}[\"{key}\"]";
        return path.Length == 0 ? key : $"{path}.{key}";
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex SimpleKey();
}
