using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Sources;

/// <summary>
/// What a source hands to the pipeline, in order: an occurrence, or a fact without one (a seen-set entry, a position, a gap), each to be
/// committed after everything before it.
/// </summary>
internal readonly record struct SourceItem(ClusterEvent? Event, SeenEntry? Seen, WatchPosition? Position, Gap? Gap)
{
    /// <summary>Facts about the object that the record itself carries (replayed or posted events); null: look them up.</summary>
    public ObjectFacts? Carried { get; init; }

    /// <summary>What the exporter itself has found; null: nothing.</summary>
    public FoundEvents? Found { get; init; }

    /// <summary>Completed when this item and everything before it is committed; null: nobody waits for that.</summary>
    public TaskCompletionSource? Committed { get; init; }
}
