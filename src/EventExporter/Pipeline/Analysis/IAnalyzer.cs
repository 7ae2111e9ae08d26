using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis;

/// <summary>Classifies an event: what kind of trouble, how bad. In memory, microseconds, never fails.</summary>
internal interface IAnalyzer
{
    AnalyzedEvent Analyze(EnrichedEvent enriched);
}
