using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing.Conditions;

namespace EventExporter.Pipeline.Routing;

/// <summary>The conditions of one rule, all of which must hold. Without any it matches everything.</summary>
internal sealed class EventMatcher(IReadOnlyList<ICondition> conditions)
{
    private readonly ICondition[] _conditions = [.. conditions];

    public bool IsMatch(AnalyzedEvent analyzed)
    {
        foreach (var condition in _conditions)
        {
            if (!condition.IsMatch(analyzed))
                return false;
        }

        return true;
    }

    public IReadOnlyList<ConditionResult> Explain(AnalyzedEvent analyzed) => [.. _conditions.Select(c => c.Explain(analyzed))];
}
