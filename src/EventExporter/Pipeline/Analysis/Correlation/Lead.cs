using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What the event said that told most of a trouble.</summary>
internal sealed record Lead(IReadOnlyDictionary<string, string> Details, ObjectFacts Facts)
{
    public static readonly Lead None = new(new Dictionary<string, string>(), ObjectFacts.Unknown);
}
