using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;

namespace EventExporter.Pipeline.Intake;

/// <summary>Source items gathered for one transaction, in order. Of several positions of one scope the last counts.</summary>
internal sealed class IntakeBatch
{
    private readonly Dictionary<string, WatchPosition> _positions = new(StringComparer.Ordinal);

    public List<ClusterEvent> Events { get; } = [];

    /// <summary>By index in <see cref="Events"/>: facts that the record itself carried.</summary>
    public List<ObjectFacts?> Carried { get; } = [];

    public List<SeenEntry> Seen { get; } = [];

    public List<Gap> Gaps { get; } = [];

    /// <summary>What the exporter itself has found.</summary>
    public List<FoundEvents> Found { get; } = [];

    /// <summary>Completed when the batch is committed.</summary>
    public List<TaskCompletionSource> Waiting { get; } = [];

    public IReadOnlyList<WatchPosition> Positions => [.. _positions.Values];

    /// <summary>What fills a transaction: events, and the much smaller seen entries of a long list.</summary>
    public int Weight => Events.Count + (Seen.Count / 8);

    public void Add(in SourceItem item)
    {
        if (item.Event is { } occurrence)
        {
            Events.Add(occurrence);
            Carried.Add(item.Carried);
        }

        if (item.Seen is { } seen)
            Seen.Add(seen);
        if (item.Position is { } position)
            _positions[position.Scope] = position;
        if (item.Gap is { } gap)
            Gaps.Add(gap);
        if (item.Found is { } found)
            Found.Add(found);
        if (item.Committed is { } waiting)
            Waiting.Add(waiting);
    }
}
