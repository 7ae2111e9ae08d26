using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration.Validation;

/// <summary>Every receiver that a match rule names is defined.</summary>
internal sealed class RouteReceiversExist : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var receivers = context.Configuration.Receivers;
        var known = receivers.Select(receiver => receiver.Name).ToHashSet(StringComparer.Ordinal);
        var shown = receivers.Where(receiver => receiver.Name.Length > 0).Select(context.Shown).ToList();
        foreach (var rule in context.Routes().SelectMany(route => route.Match))
        {
            if (rule.Receiver is not { Length: > 0 } name || known.Contains(name))
                continue;
            var place = context.Sources.Of(rule, "receiver");
            var hint = shown.Count == 0 ? "no receiver is defined; add it below 'receivers:'" : Suggestion.Hint(Written(place.Node), shown);
            context.Error(place, $"no receiver is named {place.Node.Describe()}", hint);
        }
    }

    private static string Written(Loading.ConfigNode node) => node is Loading.ScalarNode scalar ? scalar.Shown : "";
}
