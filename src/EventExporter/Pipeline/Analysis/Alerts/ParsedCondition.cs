using EventExporter.Query;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>A condition, or what is wrong with its text; columns count from 1 in characters of the text.</summary>
internal sealed record ParsedCondition(AlertCondition? Condition, IReadOnlyList<QueryProblem> Problems);
