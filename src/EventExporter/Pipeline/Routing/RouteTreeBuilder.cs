using EventExporter.Configuration.Model;

namespace EventExporter.Pipeline.Routing;

/// <summary>Makes the tree from a configuration that validation has passed.</summary>
internal static class RouteTreeBuilder
{
    /// <param name="receivers">Names of the receivers, in the order of the configuration.</param>
    public static RouteTree Build(RouteConfig root, IReadOnlyList<string> receivers)
    {
        var indexes = receivers.Select((name, index) => (name, index)).ToDictionary(r => r.name, r => r.index, StringComparer.Ordinal);
        return new RouteTree(Node(root, "route", indexes), receivers);
    }

    private static RouteNode Node(RouteConfig route, string path, Dictionary<string, int> receivers) => new(
        path,
        route.Name ?? "",
        [.. route.Drop.Select((rule, index) => new RouteRule($"{path}.drop[{index}]", MatcherBuilder.Build(rule), null))],
        [.. route.Match.Select((rule, index) => new RouteRule($"{path}.match[{index}]", MatcherBuilder.Build(rule), Receiver(rule, receivers)))],
        [.. route.Routes.Select((child, index) => Node(child, $"{path}.routes[{index}]", receivers))]);

    private static int? Receiver(RuleConfig rule, Dictionary<string, int> receivers) =>
        string.IsNullOrEmpty(rule.Receiver) ? null : receivers[rule.Receiver];
}
