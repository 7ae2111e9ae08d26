using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Patterns;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Validation;

/// <summary>
/// Walks over what a condition says by way of its declaration, so that a key added to <see cref="ConditionConfig"/> is checked
/// without a line here.
/// </summary>
internal static class ConditionReader
{
    /// <summary>Whether the condition holds for every event: no key, or only patterns such as the empty one.</summary>
    public static bool IsEmpty(ConditionConfig condition) => Facts(condition).Count == 0;

    /// <summary>Every pattern, those below <c>owner</c> and <c>not</c> included.</summary>
    public static IEnumerable<PlacedPattern> Patterns(object condition, SourceMap sources)
    {
        foreach (var property in OptionsClass.Of(condition.GetType()).Properties)
        {
            var found = property.Property.GetValue(condition) switch
            {
                OneOrMany<string> values => values.Select((text, i) => new PlacedPattern(text, sources.Of(condition, property.Name, i))),
                IReadOnlyDictionary<string, OneOrMany<string>> labels => labels.SelectMany(label =>
                    label.Value.Select((text, i) => new PlacedPattern(text, sources.OfEntry(condition, property.Name, label.Key, i)))),
                ConditionConfig or OwnerPattern => Patterns(property.Property.GetValue(condition)!, sources),
                _ => [],
            };
            foreach (var pattern in found)
                yield return pattern;
        }
    }

    /// <summary>
    /// The single statements of which the condition is the conjunction, in a form that two conditions can be compared by:
    /// the same fact is the same text.
    /// </summary>
    public static IReadOnlySet<string> Facts(object condition)
    {
        var facts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in OptionsClass.Of(condition.GetType()).Properties)
        {
            if (property.Name == "receiver")
                continue;
            foreach (var fact in FactsOf(property.Name, property.Property.GetValue(condition)))
                facts.Add(fact);
        }

        return facts;
    }

    private static IEnumerable<string> FactsOf(string key, object? value) => value switch
    {
        OneOrMany<string> { Count: > 0 } values when !values.Any(Pattern.ExcludesNothing) => [Fact(key, values)],
        IReadOnlyDictionary<string, OneOrMany<string>> labels => labels.Select(label => Fact($"{key}.{label.Key}", label.Value)),
        OwnerPattern owner => Facts(owner).Select(fact => $"{key}.{fact}"),
        ConditionConfig not => [$"{key}({string.Join(" & ", Facts(not).Order(StringComparer.Ordinal))})"],
        int count => [$"{key}={count}"],
        _ => [],
    };

    private static string Fact(string key, IEnumerable<string> values) => $"{key}~{string.Join('\n', values.Distinct().Order(StringComparer.Ordinal))}";
}
