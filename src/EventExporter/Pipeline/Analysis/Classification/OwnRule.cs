using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Classification;

/// <summary>A rule of the configuration: what it says replaces what the built-in table says; what it leaves open stays.</summary>
/// <param name="IsMatch">Looks at the event as the built-in table has classified it.</param>
/// <param name="Details">Added to the event's details.</param>
/// <param name="Labels">Added to what is known of the object's labels, for whoever reads them later; the object itself is left alone.</param>
internal sealed record OwnRule(
    Func<AnalyzedEvent, bool> IsMatch,
    EventCategory? Category,
    Severity? Severity,
    IReadOnlyDictionary<string, string> Details,
    IReadOnlyDictionary<string, string> Labels)
{
    public AnalyzedEvent Apply(AnalyzedEvent analyzed) => analyzed with
    {
        Enriched = Labels.Count == 0 ? analyzed.Enriched : analyzed.Enriched with { Object = analyzed.Object with { Labels = Merge(analyzed.Object.Labels, Labels) } },
        Category = Category ?? analyzed.Category,
        Severity = Severity ?? analyzed.Severity,
        Details = Details.Count == 0 ? analyzed.Details : Merge(analyzed.Details, Details),
    };

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> known, IReadOnlyDictionary<string, string> more)
    {
        var all = new Dictionary<string, string>(known, StringComparer.Ordinal);
        foreach (var (name, value) in more)
            all[name] = value;
        return all;
    }
}
