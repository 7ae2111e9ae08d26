using EventExporter.Configuration.Model;

namespace EventExporter.Pipeline.Routing;

/// <summary>Makes the tree from a configuration that validation has passed.</summary>
internal static class RouteTreeBuilder
{
    /// <param name="receivers">Names of the receivers, in the order of the configuration.</param>
    public static RouteTree Build(RouteConfig root, IReadOnlyList<string> receivers)
    {
        var indexes = receivers.Select((name, index) => (name, index)).ToDictionary(r => r.name, r => r.index, StringComparer.Ordinal);
        var marks = MarkedRules.Of(root, receivers.Count).ToDictionary(static rule => rule.Path, static rule => rule.Mark, StringComparer.Ordinal);
        return new RouteTree(Node(root, "route", indexes, marks), receivers);
    }

    private static RouteNode Node(RouteConfig route, string path, Dictionary<string, int> receivers, Dictionary<string, int> marks) => new(
        path,
        route.Name ?? "",
        [.. route.Drop.Select((rule, index) => new RouteRule($"{path}.drop[{index}]", MatcherBuilder.Build(rule), null))],
        [.. route.Match.Select((rule, index) => Match(rule, $"{path}.match[{index}]", receivers, marks))],
        [.. route.Routes.Select((child, index) => Node(child, $"{path}.routes[{index}]", receivers, marks))]);

    private static RouteRule Match(RuleConfig rule, string path, Dictionary<string, int> receivers, Dictionary<string, int> marks) =>
        new(path, MatcherBuilder.Build(rule), string.IsNullOrEmpty(rule.Receiver) ? null : receivers[rule.Receiver])
        {
            Mark = marks.TryGetValue(path, out var mark) ? mark : null,
        };
}
