using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis;

/// <summary>Makes sense of one event: what it belongs to and how bad it is.</summary>
internal sealed class Analyzer(Classifier classifier) : IAnalyzer
{
    public AnalyzedEvent Analyze(EnrichedEvent enriched)
    {
        var (category, severity) = classifier.Classify(enriched.Event);
        return new AnalyzedEvent(enriched, category, severity);
    }
}
