using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis;

/// <summary>Takes each event for itself.</summary>
internal sealed class NoBatchAnalyzer : IBatchAnalyzer
{
    public static readonly NoBatchAnalyzer Instance = new();

    private NoBatchAnalyzer()
    {
    }

    public AnalyzedBatch Analyze(IReadOnlyList<AnalyzedEvent> events) => AnalyzedBatch.Unchanged(events);

    public AnalyzedBatch Tick(DateTimeOffset now) => AnalyzedBatch.Unchanged([]);
}
