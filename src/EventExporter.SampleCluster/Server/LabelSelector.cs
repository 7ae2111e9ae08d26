using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>A label selector as Kubernetes writes them: <c>app=web,tier!=db,env in (a,b),!legacy</c>; all requirements must hold.</summary>
internal sealed class LabelSelector
{
    public static readonly LabelSelector Everything = new([]);

    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> _requirements;

    private LabelSelector(List<Func<IReadOnlyDictionary<string, string>, bool>> requirements) => _requirements = requirements;

    public bool IsEverything => _requirements.Count == 0;

    public static LabelSelector Parse(string text)
    {
        if (text.Length == 0)
            return Everything;
        return new LabelSelector([.. SplitOutsideParentheses(text).Select(Requirement)]);
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in _requirements)
        {
            if (!requirement(labels))
                return false;
        }

        return true;
    }

    private static Func<IReadOnlyDictionary<string, string>, bool> Requirement(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && text.EndsWith(')'))
        {
            var words = text[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var values = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
            return words switch
            {
                [var key, "in"] => labels => labels.TryGetValue(key, out var value) && values.Contains(value),
                [var key, "notin"] => labels => !labels.TryGetValue(key, out var value) || !values.Contains(value),
                _ => throw Unparsable(text),
            };
        }

        if (text.Split("!=", StringSplitOptions.TrimEntries) is [{ Length: > 0 } notKey, var notValue])
            return labels => labels.GetValueOrDefault(notKey) != notValue;
        if (text.Replace("==", "=", StringComparison.Ordinal).Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } equalKey, var equalValue])
            return labels => labels.GetValueOrDefault(equalKey) == equalValue;
        if (text.StartsWith('!') && text.Length > 1)
            return labels => !labels.ContainsKey(text[1..].Trim());
        if (text.Length == 0 || text.Contains(' ', StringComparison.Ordinal))
            throw Unparsable(text);
        return labels => labels.ContainsKey(text);
    }

    private static ApiException Unparsable(string text) => new(ApiStatus.BadRequest($"unable to parse requirement: found '{text}'"));

    private static IEnumerable<string> SplitOutsideParentheses(string text)
    {
        int start = 0, depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != ',' || depth != 0)
                continue;
            yield return text[start..i].Trim();
            start = i + 1;
        }

        yield return text[start..].Trim();
    }
}
