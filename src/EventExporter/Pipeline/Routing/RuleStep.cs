using EventExporter.Pipeline.Routing.Conditions;

namespace EventExporter.Pipeline.Routing;

/// <param name="Receiver">Whom a match delivers to; null for a condition only and for drop rules.</param>
internal sealed record RuleStep(string Path, string? Receiver, bool Matched, IReadOnlyList<ConditionResult> Conditions);
