using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>
/// A node of the routing tree. For an event: if a drop rule matches, this node and all below it are done with; else every match rule
/// that matches delivers to its receiver; the child routes are visited when all match rules matched, or there are none.
/// </summary>
internal sealed class RouteConfig
{
    [Option("name", "A name for explanations, logs and metrics.")]
    public string? Name { get; init; }

    [Option("drop", "Events that match any of these rules go no further in this route and the routes below it.")]
    public IReadOnlyList<RuleConfig> Drop { get; init; } = [];

    [Option("match", "Each rule that matches delivers to its receiver; child routes are visited when all of these rules match.")]
    public IReadOnlyList<RuleConfig> Match { get; init; } = [];

    [Option("routes", "Child routes, all of which are visited.")]
    public IReadOnlyList<RouteConfig> Routes { get; init; } = [];
}
