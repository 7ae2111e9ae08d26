using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What the event said that told most of a trouble.</summary>
internal sealed record Lead(IReadOnlyDictionary<string, string> Details, ObjectFacts Facts)
{
    public static readonly Lead None = new(new Dictionary<string, string>(), ObjectFacts.Unknown);

    /// <summary>Of what is known of the object no more is kept than is told: its owners are the incident's.</summary>
    public static Lead Of(AnalyzedEvent analyzed)
    {
        var known = analyzed.Object;
        return new Lead(analyzed.Details, new ObjectFacts { Lookup = known.Lookup, Labels = known.Labels, Annotations = known.Annotations, NamespaceLabels = known.NamespaceLabels });
    }
}
