using EventExporter.Configuration.Loading;

namespace EventExporter.Configuration.Binding;

/// <summary>
/// Remembers for every bound section where it and each of its keys was written, so that a check which runs on the finished
/// configuration can still point at the line.
/// </summary>
internal sealed class SourceMap
{
    private static readonly SourceLocation Nowhere = new("", 1, 1);

    private readonly Dictionary<object, PlacedNode> _sections = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, PlacedNode> _places = new(StringComparer.Ordinal);

    public void Add(object section, PlacedNode place)
    {
        _sections[section] = place;
        Add(place.Path, place);
    }

    /// <summary>Remembers where a key was written under its proper name, which an alias in the file may differ from.</summary>
    public void Add(string properPath, PlacedNode place) => _places.TryAdd(properPath, place);

    /// <summary>Lets a section that replaces another one stand in the same place.</summary>
    public void Replace(object section, object replacement)
    {
        if (_sections.TryGetValue(section, out var place))
            _sections[replacement] = place;
    }

    /// <summary>The path of a section, such as <c>receivers[2].elasticsearch</c>; empty for the root and for what was not written.</summary>
    public string PathOf(object section) => _sections.TryGetValue(section, out var place) ? place.Path : "";

    /// <summary>Whether the key was written in the file, rather than left at its default.</summary>
    public bool IsWritten(object section, string key) =>
        _sections.TryGetValue(section, out var place) && _places.ContainsKey(NodePath.Child(place.Path, key));

    /// <summary>Where the section was written.</summary>
    public PlacedNode Of(object section) =>
        _sections.TryGetValue(section, out var place) ? place : new PlacedNode(Missing(""), "", _places.TryGetValue("", out var root) ? root.Anchor : Nowhere);

    /// <summary>Where a key of the section was written; the section itself when the key was left out.</summary>
    public PlacedNode Of(object section, string key)
    {
        var owner = Of(section);
        var path = NodePath.Child(owner.Path, key);
        return _places.TryGetValue(path, out var place) ? place : new PlacedNode(Missing(owner.Anchor.File), path, owner.Anchor);
    }

    /// <summary>Where one value of a list was written; the key itself when there is a single value without a list.</summary>
    public PlacedNode Of(object section, string key, int index)
    {
        var list = Of(section, key);
        var path = NodePath.Item(list.Path, index);
        return _places.TryGetValue(path, out var place) ? place : list;
    }

    /// <summary>Where one pattern of a mapping was written, such as the second one of a label.</summary>
    public PlacedNode OfEntry(object section, string key, string name, int index)
    {
        var mapping = Of(section, key);
        var path = NodePath.Child(mapping.Path, name);
        if (_places.TryGetValue(NodePath.Item(path, index), out var item))
            return item;
        return _places.TryGetValue(path, out var entry) ? entry : mapping;
    }

    private static ScalarNode Missing(string file) => new(new SourceLocation(file, 1, 1), "", new ExpandedText(""), isPlain: true);
}
