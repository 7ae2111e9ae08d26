using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Classification;

/// <summary>A rule of the configuration: what it says replaces what the built-in table says; what it leaves open stays.</summary>
/// <param name="IsMatch">Looks at the event as the built-in table has classified it.</param>
/// <param name="Details">Added to the event's details.</param>
internal sealed record OwnRule(
    Func<AnalyzedEvent, bool> IsMatch, EventCategory? Category, Severity? Severity, IReadOnlyDictionary<string, string> Details)
{
    public AnalyzedEvent Apply(AnalyzedEvent analyzed)
    {
        var details = analyzed.Details;
        if (Details.Count > 0)
        {
            var all = new Dictionary<string, string>(analyzed.Details, StringComparer.Ordinal);
            foreach (var (name, value) in Details)
                all[name] = value;
            details = all;
        }

        return analyzed with { Category = Category ?? analyzed.Category, Severity = Severity ?? analyzed.Severity, Details = details };
    }
}
