using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis;

/// <summary>Events as they are to be journalled, findings among them, and the state to be saved in the same transaction.</summary>
/// <param name="Events">The events that were given, in their order, and after them what was found.</param>
/// <param name="State">What changed, by part; null removes a part.</param>
internal sealed record AnalyzedBatch(IReadOnlyList<AnalyzedEvent> Events, IReadOnlyDictionary<string, byte[]?> State)
{
    public static readonly IReadOnlyDictionary<string, byte[]?> NoState = new Dictionary<string, byte[]?>();

    public static AnalyzedBatch Unchanged(IReadOnlyList<AnalyzedEvent> events) => new(events, NoState);

    /// <summary>There is nothing to commit.</summary>
    public bool IsEmpty => Events.Count == 0 && State.Count == 0;
}
