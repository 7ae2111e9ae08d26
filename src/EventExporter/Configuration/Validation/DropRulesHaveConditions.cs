namespace EventExporter.Configuration.Validation;

/// <summary>
/// A drop rule without a condition drops everything. That is its meaning in kubernetes-event-exporter too, and it switches a route
/// off, so it is allowed; but it is seldom meant, so it is told.
/// </summary>
internal sealed class DropRulesHaveConditions : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        foreach (var rule in context.Routes().SelectMany(route => route.Drop).Where(ConditionReader.IsEmpty).Where(context.IsSound))
        {
            context.Warn(context.Sources.Of(rule), "a drop rule without a condition drops every event of this route",
                "add a condition, or remove the rule");
        }
    }
}
