namespace EventExporter.Pipeline.Routing.Conditions;

/// <param name="Field">The key as written in the rule, <c>labels.app</c> for a label.</param>
/// <param name="Wanted">The pattern or bound as written.</param>
/// <param name="Value">What the event has; null where it has no such thing.</param>
internal sealed record ConditionResult(string Field, string Wanted, string? Value, bool Matched);
