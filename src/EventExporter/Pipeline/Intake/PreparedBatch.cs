using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;

namespace EventExporter.Pipeline.Intake;

/// <summary>A transaction in the making: its facts are there, its events may still wait for lookups.</summary>
internal sealed record PreparedBatch(
    Task<AnalyzedEvent[]> Events,
    IReadOnlyList<SeenEntry> Seen,
    IReadOnlyList<WatchPosition> Positions,
    IReadOnlyList<Gap> Gaps)
{
    /// <summary>What the exporter itself has found: committed behind the events.</summary>
    public IReadOnlyList<FoundEvents> Found { get; init; } = [];

    /// <summary>Whoever waits for the commit.</summary>
    public IReadOnlyList<TaskCompletionSource> Waiting { get; init; } = [];
}
