namespace EventExporter.Templating.Diagnostics;

/// <summary>Finds the name somebody probably meant.</summary>
public static class Nearest
{
    private const int LongestName = 64;

    /// <summary>The candidate with the fewest edits, when they are few for the name's length; otherwise null.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
            return null;
        string? best = null;
        var fewest = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate, fewest);
            if (distance < fewest)
                (best, fewest) = (candidate, distance);
        }
        return best;
    }

    /// <summary>The sentence for a diagnostic, or null.</summary>
    public static string? Suggest(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } best ? $"did you mean `{best}`?" : null;

    /// <summary>Edits (insert, remove, replace, swap neighbours; case is free) that turn one into the other.</summary>
    private static int Distance(string a, string b, int enough)
    {
        if (b.Length > LongestName || Math.Abs(a.Length - b.Length) >= enough)
            return enough;
        Span<int> before = stackalloc int[LongestName + 1];
        Span<int> previous = stackalloc int[LongestName + 1];
        Span<int> current = stackalloc int[LongestName + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }
            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }
        return previous[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
