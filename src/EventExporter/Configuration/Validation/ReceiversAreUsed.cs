namespace EventExporter.Configuration.Validation;

/// <summary>A receiver that no rule names gets nothing, and a configuration that sends nothing anywhere is hardly meant so.</summary>
internal sealed class ReceiversAreUsed : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        if (!IsSound(context))
            return;
        var used = context.Routes().SelectMany(route => route.Match).Select(rule => rule.Receiver).ToHashSet(StringComparer.Ordinal);
        foreach (var receiver in context.Configuration.Receivers.Where(receiver => receiver.Name.Length > 0 && !used.Contains(receiver.Name)))
        {
            var place = context.Sources.Of(receiver, "name");
            context.Warn(place, $"receiver {place.Node.Describe()} is never used", "name it in a match rule of 'route', or remove it");
        }

        if (used.All(string.IsNullOrEmpty))
        {
            context.Warn(context.Sources.Of(context.Configuration.Route), "no rule names a receiver, so no event is sent anywhere",
                "add a rule to route.match: - receiver: name");
        }
    }

    // A misspelt receiver, or routes at the wrong place, would make every receiver look unused.
    private static bool IsSound(ValidationContext context) =>
        !((string[])["route", "routes", "match", "drop"]).Any(context.Problems.HasErrorWithin);
}
