using EventExporter.Pipeline.Delivery;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>What the answer to one request of a bulk means for the next ones.</summary>
/// <param name="Kind">Delivered: it was worked off, with an outcome for each item. Otherwise what became of all of it.</param>
/// <param name="Reason">Why it was not worked off.</param>
/// <param name="After">The wait that was asked for.</param>
internal readonly record struct BulkVerdict(OutcomeKind Kind, string Reason, TimeSpan? After)
{
    /// <summary>413.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>429, for the request or for some of its items.</summary>
    public bool IsOverload { get; init; }
}
