namespace EventExporter.Pipeline.Routing;

/// <summary>One route of the tree.</summary>
/// <param name="Path">Where it stands in the configuration, for example <c>route.routes[1]</c>.</param>
/// <param name="Name">Its optional name; empty if it has none.</param>
internal sealed record RouteNode(
    string Path,
    string Name,
    IReadOnlyList<RouteRule> Drop,
    IReadOnlyList<RouteRule> Match,
    IReadOnlyList<RouteNode> Children);
