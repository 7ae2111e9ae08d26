using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing.Patterns;

namespace EventExporter.Pipeline.Routing.Conditions;

/// <summary>A label or annotation: the key must exist exactly as written, its value must match; without patterns being there is enough.</summary>
internal sealed class MapCondition(string map, string key, PatternSet? patterns, Func<AnalyzedEvent, IReadOnlyDictionary<string, string>> read) : ICondition
{
    public bool IsMatch(AnalyzedEvent analyzed) =>
        read(analyzed).TryGetValue(key, out var value) && (patterns is null || patterns.IsMatch(value));

    public ConditionResult Explain(AnalyzedEvent analyzed) =>
        new($"{map}.{key}", patterns?.Text ?? "present", read(analyzed).GetValueOrDefault(key), IsMatch(analyzed));
}
