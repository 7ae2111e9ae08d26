using EventExporter.Configuration.Model;

namespace EventExporter.Pipeline.Routing;

/// <summary>Match rules that say for themselves how their receiver is to be told: each has a mark, by which the receiver knows its events.</summary>
internal static class MarkedRules
{
    /// <summary>In the order of the configuration, parents before children.</summary>
    /// <param name="receivers">How many receivers there are; marks are the numbers above theirs.</param>
    public static IReadOnlyList<(string Path, int Mark, RuleConfig Rule)> Of(RouteConfig root, int receivers) =>
        [.. Below(root, "route").Select((found, index) => (found.Path, receivers + index, found.Rule))];

    private static IEnumerable<(string Path, RuleConfig Rule)> Below(RouteConfig route, string path) =>
        route.Match.Select((rule, index) => (Path: $"{path}.match[{index}]", Rule: rule)).Where(static found => found.Rule.IsQuiet && !string.IsNullOrEmpty(found.Rule.Receiver))
            .Concat(route.Routes.SelectMany((child, index) => Below(child, $"{path}.routes[{index}]")));
}
