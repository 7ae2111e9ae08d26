namespace EventExporter.Configuration.Validation;

/// <summary>A match rule with neither a condition nor a receiver does nothing.</summary>
internal sealed class MatchRulesHaveAnEffect : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        foreach (var rule in context.Routes().SelectMany(route => route.Match).Where(context.IsSound))
        {
            if (string.IsNullOrEmpty(rule.Receiver) && ConditionReader.IsEmpty(rule))
                context.Warn(context.Sources.Of(rule), "the rule has neither a condition nor a receiver and does nothing", "add one, or remove the rule");
        }

        foreach (var route in context.Routes().Where(route => route.Routes.Count == 0))
        {
            foreach (var rule in route.Match.Where(rule => string.IsNullOrEmpty(rule.Receiver) && !ConditionReader.IsEmpty(rule) && context.IsSound(rule)))
            {
                if (!MatchRulesAreNotSplit.IsSplit(route))
                    context.Warn(context.Sources.Of(rule), "the rule has no receiver and the route has no child routes, so it does nothing", "add 'receiver:' to the rule");
            }
        }
    }
}
