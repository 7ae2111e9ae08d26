using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>How one reading of an object's metadata ended.</summary>
/// <param name="Metadata">Set if and only if <paramref name="Result"/> is <see cref="LookupResult.Found"/>.</param>
/// <param name="Detail">What the API server said, for the log; empty if it had nothing to say.</param>
internal sealed record MetadataAnswer(LookupResult Result, ObjectMetadata? Metadata = null, string Detail = "")
{
    public static readonly MetadataAnswer NotFound = new(LookupResult.NotFound);

    public static readonly MetadataAnswer OverBudget = new(LookupResult.OverBudget);

    /// <summary>The API server serves no such kind: true of every object of the kind, so that no other is asked for.</summary>
    public bool UnknownKind { get; init; }

    public static MetadataAnswer Found(ObjectMetadata metadata) => new(LookupResult.Found, metadata);

    public static MetadataAnswer Forbidden(string detail) => new(LookupResult.Forbidden, Detail: detail);

    public static MetadataAnswer Failed(string detail) => new(LookupResult.Failed, Detail: detail);
}
