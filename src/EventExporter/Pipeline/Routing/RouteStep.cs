namespace EventExporter.Pipeline.Routing;

/// <summary>What happened to an event at one route.</summary>
/// <param name="Drop">The drop rules that were tried, up to and including the first that matched.</param>
internal sealed record RouteStep(
    string Path,
    string Name,
    RouteOutcome Outcome,
    IReadOnlyList<RuleStep> Drop,
    IReadOnlyList<RuleStep> Match,
    IReadOnlyList<RouteStep> Children);
