using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Journal;

/// <summary>Everything that becomes durable in one transaction: all of it or nothing.</summary>
internal sealed record JournalCommit
{
    public IReadOnlyList<AnalyzedEvent> Events { get; init; } = [];

    /// <summary>Entries of the seen-set, of the events above and of events that were read but are no occurrence (a baseline at start).</summary>
    public IReadOnlyList<SeenEntry> Seen { get; init; } = [];

    public IReadOnlyList<WatchPosition> Positions { get; init; } = [];

    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>State that a part of the analysis saves together with the events it has seen; the latest of each part is kept, null removes it.</summary>
    public IReadOnlyDictionary<string, byte[]?> State { get; init; } = new Dictionary<string, byte[]?>();
}
