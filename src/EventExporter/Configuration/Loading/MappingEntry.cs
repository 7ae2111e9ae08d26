namespace EventExporter.Configuration.Loading;

/// <summary>One <c>key: value</c> of a mapping.</summary>
internal sealed record MappingEntry(ScalarNode Key, ConfigNode Value)
{
    public string Name => Key.Value;
}
