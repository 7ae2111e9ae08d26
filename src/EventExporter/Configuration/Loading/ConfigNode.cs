namespace EventExporter.Configuration.Loading;

/// <summary>A piece of a configuration file that remembers where it was written. Immutable.</summary>
internal abstract class ConfigNode(SourceLocation location)
{
    public SourceLocation Location { get; } = location;

    /// <summary>Whether nothing was written: <c>key:</c>, <c>key: null</c> or <c>key: ~</c>.</summary>
    public virtual bool IsNull => false;

    /// <summary>What this is, for a message: "a list", "a mapping", or the value in quotes.</summary>
    public abstract string Describe();
}
