using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis;

/// <summary>
/// Makes sense of events together, in the order of the journal: which of them belong to one trouble. It has a state of its own, which is
/// committed with the events that changed it, so that after a restart it goes on exactly where the journal ends. Each batch is given to it
/// once, however often its commit is tried. One thread at a time; never fails.
/// </summary>
internal interface IBatchAnalyzer
{
    AnalyzedBatch Analyze(IReadOnlyList<AnalyzedEvent> events);

    /// <summary>No events have come for a while: what is due by time alone. Called every few seconds while nothing else is to be done.</summary>
    AnalyzedBatch Tick(DateTimeOffset now);
}
