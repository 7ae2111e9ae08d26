using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Routing.Conditions;

/// <summary>Turns a whole set of conditions round: matches unless all of them do.</summary>
internal sealed class NotCondition(EventMatcher matcher) : ICondition
{
    public bool IsMatch(AnalyzedEvent analyzed) => !matcher.IsMatch(analyzed);

    public ConditionResult Explain(AnalyzedEvent analyzed)
    {
        var inner = matcher.Explain(analyzed);
        return new ConditionResult(
            "not",
            string.Join(" and ", inner.Select(c => $"{c.Field}: {c.Wanted}")),
            string.Join(", ", inner.Select(c => $"{c.Field}={c.Value}")),
            IsMatch(analyzed));
    }
}
