using EventExporter.Configuration.Model;

namespace EventExporter.Configuration.Validation;

/// <summary>
/// <code>
/// match:
/// - type: Warning
/// - receiver: alerts
/// </code>
/// reads like one rule but is two: the second has no condition and sends every event.
/// </summary>
internal sealed class MatchRulesAreNotSplit : IConfigurationRule
{
    public static bool IsSplit(RouteConfig route) =>
        route.Match.Any(rule => string.IsNullOrEmpty(rule.Receiver) && !ConditionReader.IsEmpty(rule)) && Unconditional(route).Any();

    public void Check(ValidationContext context)
    {
        foreach (var rule in context.Routes().Where(IsSplit).SelectMany(Unconditional).Where(context.IsSound))
        {
            var place = context.Sources.Of(rule, "receiver");
            context.Warn(place, $"this rule has no condition, so receiver {place.Node.Describe()} gets every event of the route; the conditions in the other list items do not count for it",
                "to join them, write the receiver and its conditions as one item, with a single '-'");
        }
    }

    private static IEnumerable<RuleConfig> Unconditional(RouteConfig route) =>
        route.Match.Where(rule => !string.IsNullOrEmpty(rule.Receiver) && ConditionReader.IsEmpty(rule));
}
