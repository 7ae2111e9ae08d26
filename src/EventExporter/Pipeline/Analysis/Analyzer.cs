using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Analysis.Extraction;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis;

/// <summary>Makes sense of one event: what its message names, what it belongs to and how bad it is. The first own rule that fits has the last word.</summary>
internal sealed class Analyzer(Classifier classifier, IReadOnlyList<OwnRule>? ownRules = null) : IAnalyzer
{
    private readonly OwnRule[] _ownRules = [.. ownRules ?? []];

    public AnalyzedEvent Analyze(EnrichedEvent enriched)
    {
        var (category, severity) = classifier.Classify(enriched.Event);
        var analyzed = new AnalyzedEvent(enriched, category, severity) { Details = DetailExtractor.Extract(enriched) };
        foreach (var rule in _ownRules)
        {
            if (rule.IsMatch(analyzed))
                return rule.Apply(analyzed);
        }

        return analyzed;
    }
}
