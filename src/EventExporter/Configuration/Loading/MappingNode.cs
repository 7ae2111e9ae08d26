namespace EventExporter.Configuration.Loading;

/// <summary>Keys and values, in the order written; a key appears once.</summary>
internal sealed class MappingNode(SourceLocation location, IReadOnlyList<MappingEntry> entries) : ConfigNode(location)
{
    public IReadOnlyList<MappingEntry> Entries { get; } = entries;

    public MappingEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Name == key);

    public override string Describe() => "a mapping";
}
