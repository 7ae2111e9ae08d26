using System.Text.RegularExpressions;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Patterns;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Validation;

/// <summary>What is known of the events that come to a place in the routing tree: conditions that hold, and some that do not. Immutable.</summary>
internal sealed partial record ConditionSet
{
    private static readonly string[] Types = ["Normal", "Warning"];

    public static readonly ConditionSet Empty = new();

    private IReadOnlyList<ConditionConfig> Holding { get; init; } = [];

    private IReadOnlyList<ConditionConfig> Excluded { get; init; } = [];

    private IReadOnlySet<string> Facts { get; init; } = new HashSet<string>();

    public ConditionSet With(ConditionConfig condition) => this with
    {
        Holding = [.. Holding, condition],
        Facts = Facts.Union(ConditionReader.Facts(condition)).ToHashSet(StringComparer.Ordinal),
    };

    public ConditionSet Without(ConditionConfig condition) => this with { Excluded = [.. Excluded, condition] };

    /// <summary>Whether the condition holds for certain: each of its statements is among those that hold.</summary>
    public bool Implies(ConditionConfig condition) => ConditionReader.Facts(condition).IsSubsetOf(Facts);

    /// <summary>Why no event can be like this; null when one may be.</summary>
    public string? Contradiction()
    {
        if (Excluded.Any(Implies))
            return "what it asks for has been dropped before";
        if (Holding.Any(condition => condition.Not is { } not && !ConditionReader.IsEmpty(not) && Implies(not)))
            return "what it asks for is excluded by 'not'";
        return Disjoint("type", condition => condition.Type, TypesMatched)
            ?? Disjoint("kind", condition => condition.Kind, ExactWords)
            ?? Disjoint("namespace", condition => condition.Namespace, ExactWords)
            ?? Disjoint("reason", condition => condition.Reason, ExactWords)
            ?? Disjoint("name", condition => condition.Name, ExactWords);
    }

    // Each condition narrows a key down to some values, where its patterns allow to say so; none may be left.
    private string? Disjoint(string key, Func<ConditionConfig, OneOrMany<string>> patterns, Func<OneOrMany<string>, HashSet<string>?> values)
    {
        HashSet<string>? left = null;
        foreach (var condition in Holding)
        {
            if (values(patterns(condition)) is not { } narrowed)
                continue;
            if (left is null)
                left = narrowed;
            else
                left.IntersectWith(narrowed);
        }

        return left is { Count: 0 } ? $"no {key} satisfies both patterns" : null;
    }

    private static HashSet<string>? TypesMatched(OneOrMany<string> patterns)
    {
        var matched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            if (!Pattern.TryCompile(pattern, out var regex, out _))
                return null;
            matched.UnionWith(Types.Where(type => regex.IsMatch(type)));
        }

        // A pattern that fits neither word has been told of already.
        return matched.Count == 0 ? null : matched;
    }

    private static HashSet<string>? ExactWords(OneOrMany<string> patterns)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            if (ExactWord().Match(pattern) is not { Success: true } match)
                return null;
            words.UnionWith(match.Groups["word"].Value.Split('|'));
        }

        return words.Count == 0 ? null : words;
    }

    [GeneratedRegex(@"^\^(?:\((?<word>[A-Za-z0-9_/|-]+)\)|(?<word>[A-Za-z0-9_/-]+))\$$", RegexOptions.CultureInvariant)]
    private static partial Regex ExactWord();
}
