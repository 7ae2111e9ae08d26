namespace EventExporter.Configuration.Validation;

/// <summary>A receiver in a drop rule has no meaning: dropped events are sent nowhere.</summary>
internal sealed class DropRulesNameNoReceiver : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        foreach (var rule in context.Routes().SelectMany(route => route.Drop).Where(rule => rule.Receiver is not null))
        {
            var place = context.Sources.Of(rule, "receiver");
            context.Warn(place, $"receiver {place.Node.Describe()} in a drop rule is ignored",
                "remove it; to keep events from one receiver only, use 'not:' in its match rule");
        }
    }
}
