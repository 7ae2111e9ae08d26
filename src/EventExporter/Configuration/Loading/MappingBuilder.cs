using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration.Loading;

/// <summary>
/// Gathers the entries of a mapping: reports keys given twice and fills in what merge keys (<c>&lt;&lt;: *anchor</c>) bring,
/// which never overrides a key of the mapping itself.
/// </summary>
internal sealed class MappingBuilder(string path, ProblemList problems)
{
    private const string MergeKey = "<<";

    private readonly List<MappingEntry> _entries = [];
    private readonly Dictionary<string, SourceLocation> _places = new(StringComparer.Ordinal);
    private readonly List<MappingNode> _merged = [];

    public void Add(MappingEntry entry)
    {
        if (entry.Key is { Value: MergeKey, IsPlain: true })
            AddMerged(entry.Value);
        else if (_places.TryAdd(entry.Name, entry.Key.Location))
            _entries.Add(entry);
        else
            ReportRepeated(entry);
    }

    public IReadOnlyList<MappingEntry> Build()
    {
        foreach (var entry in _merged.SelectMany(mapping => mapping.Entries))
        {
            if (_places.TryAdd(entry.Name, entry.Key.Location))
                _entries.Add(entry);
        }

        return _entries;
    }

    private void AddMerged(ConfigNode node)
    {
        switch (node)
        {
            case MappingNode mapping:
                _merged.Add(mapping);
                break;
            case SequenceNode list:
                foreach (var item in list.Items)
                    AddMerged(item);
                break;
            default:
                problems.Error(node.Location, path, $"'<<' merges mappings, not {node.Describe()}", "write <<: *anchor");
                break;
        }
    }

    private void ReportRepeated(MappingEntry entry)
    {
        var first = _places[entry.Name];
        problems.Error(entry.Key.Location, NodePath.Child(path, entry.Name), $"key '{entry.Name}' is given twice",
            $"the first is in line {first.Line}; keep one");
    }
}
