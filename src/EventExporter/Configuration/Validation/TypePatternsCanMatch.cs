using EventExporter.Configuration.Model;
using EventExporter.Configuration.Patterns;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Validation;

/// <summary>
/// The type of an event is Normal or Warning (https://kubernetes.io/docs/reference/kubernetes-api/core/event-v1/), its severity one
/// of five words; a pattern that matches none of them is a misspelling, most often of case.
/// </summary>
internal sealed class TypePatternsCanMatch : IConfigurationRule
{
    private static readonly string[] Types = ["Normal", "Warning"];
    private static readonly string[] Severities = ["info", "notice", "warning", "error", "critical"];

    public void Check(ValidationContext context)
    {
        foreach (var condition in context.Rules().SelectMany(Conditions))
        {
            Check(context, condition, "type", condition.Type, Types);
            Check(context, condition, "severity", condition.Severity, Severities);
        }
    }

    private static IEnumerable<ConditionConfig> Conditions(ConditionConfig condition)
    {
        for (ConditionConfig? current = condition; current is not null; current = current.Not)
            yield return current;
    }

    private static void Check(ValidationContext context, ConditionConfig condition, string key, OneOrMany<string> patterns, string[] words)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (!Pattern.TryCompile(patterns[i], out var regex, out _) || words.Any(word => regex.IsMatch(word)))
                continue;
            var place = context.Sources.Of(condition, key, i);
            context.Warn(place, $"pattern {place.Node.Describe()} matches no {key} that events have", $"known: {string.Join(", ", words)}; case counts");
        }
    }
}
