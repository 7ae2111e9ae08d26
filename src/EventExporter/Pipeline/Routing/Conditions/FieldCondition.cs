using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing.Patterns;

namespace EventExporter.Pipeline.Routing.Conditions;

/// <summary>A text field of the event against patterns.</summary>
internal sealed class FieldCondition(EventField field, PatternSet patterns) : ICondition
{
    public bool IsMatch(AnalyzedEvent analyzed) =>
        patterns.IsMatch(field.Read(analyzed)) || (field.ReadAlternative?.Invoke(analyzed) is { Length: > 0 } other && patterns.IsMatch(other));

    public ConditionResult Explain(AnalyzedEvent analyzed)
    {
        var value = field.Read(analyzed);
        var other = field.ReadAlternative?.Invoke(analyzed);
        var shown = string.IsNullOrEmpty(other) || other == value ? value : value.Length == 0 ? other : $"{value} | {other}";
        return new ConditionResult(field.Name, patterns.Text, shown, IsMatch(analyzed));
    }
}
