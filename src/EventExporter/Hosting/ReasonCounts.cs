using System.Collections.Concurrent;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Events;

namespace EventExporter.Hosting;

/// <summary>Counts occurrences by reason on their way, for the summary at the end.</summary>
internal sealed class ReasonCounts(IAnalyzer analyzer) : IAnalyzer
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public AnalyzedEvent Analyze(EnrichedEvent enriched)
    {
        _counts.AddOrUpdate(enriched.Event.Reason, 1, static (_, count) => count + 1);
        return analyzer.Analyze(enriched);
    }
}
