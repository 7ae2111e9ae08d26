using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Routing;

/// <summary>
/// The routing tree, with the meaning that kubernetes-event-exporter gave it. At each route: the first matching <c>drop</c> rule ends this
/// route and what is below it, nothing else; every matching <c>match</c> rule delivers to its receiver; the children are visited if all
/// match rules matched. An event goes to a receiver once, however many rules say so. Pure: no I/O, no clock.
/// </summary>
internal sealed class RouteTree(RouteNode root, IReadOnlyList<string> receivers) : IRouter
{
    public IReadOnlyList<string> Receivers => receivers;

    public ReceiverSet Route(AnalyzedEvent analyzed)
    {
        var chosen = default(ReceiverSet);
        Visit(root, analyzed, ref chosen);
        return chosen;
    }

    /// <summary>The same answer with the whole path and why each rule did or did not match.</summary>
    public RouteDecision Decide(AnalyzedEvent analyzed)
    {
        var chosen = default(ReceiverSet);
        var steps = Explain(root, analyzed, ref chosen);
        return new RouteDecision([.. receivers.Where((_, index) => chosen.Contains(index))], steps);
    }

    private static void Visit(RouteNode node, AnalyzedEvent analyzed, ref ReceiverSet chosen)
    {
        foreach (var rule in node.Drop)
        {
            if (rule.Matcher.IsMatch(analyzed))
                return;
        }

        var all = true;
        foreach (var rule in node.Match)
        {
            if (!rule.Matcher.IsMatch(analyzed))
                all = false;
            else
                chosen = Choose(rule, chosen);
        }

        if (!all)
            return;
        foreach (var child in node.Children)
            Visit(child, analyzed, ref chosen);
    }

    private static ReceiverSet Choose(RouteRule rule, ReceiverSet chosen)
    {
        if (rule.Receiver is { } receiver)
            chosen = chosen.With(receiver);
        return rule.Mark is { } mark ? chosen.With(mark) : chosen;
    }

    private RouteStep Explain(RouteNode node, AnalyzedEvent analyzed, ref ReceiverSet chosen)
    {
        var drops = new List<RuleStep>();
        foreach (var rule in node.Drop)
        {
            drops.Add(Step(rule, analyzed));
            if (drops[^1].Matched)
                return new RouteStep(node.Path, node.Name, RouteOutcome.Dropped, drops, [], []);
        }

        var matches = node.Match.Select(rule => Step(rule, analyzed)).ToList();
        for (var index = 0; index < matches.Count; index++)
        {
            if (matches[index].Matched)
                chosen = Choose(node.Match[index], chosen);
        }

        if (!matches.TrueForAll(m => m.Matched))
            return new RouteStep(node.Path, node.Name, RouteOutcome.NotDescended, drops, matches, []);
        var children = new List<RouteStep>(node.Children.Count);
        foreach (var child in node.Children)
            children.Add(Explain(child, analyzed, ref chosen));
        return new RouteStep(node.Path, node.Name, RouteOutcome.Passed, drops, matches, children);
    }

    private RuleStep Step(RouteRule rule, AnalyzedEvent analyzed) =>
        new(rule.Path, rule.Receiver is { } index ? receivers[index] : null, rule.Matcher.IsMatch(analyzed), rule.Matcher.Explain(analyzed));
}
