namespace EventExporter.Configuration.Problems;

/// <summary>Finds the name that a mistyped one was probably meant to be.</summary>
internal static class Suggestion
{
    /// <summary>The nearest candidate, or null when none is near enough to be helpful.</summary>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Distance(written, candidate);
            if (distance >= bestDistance)
                continue;
            bestDistance = distance;
            best = candidate;
        }

        return bestDistance <= Tolerance(written) ? best : null;
    }

    /// <summary><c>did you mean 'x'?</c>, or a list of what is known, or null when nothing is.</summary>
    public static string? Hint(string written, IReadOnlyCollection<string> candidates)
    {
        if (Nearest(written, candidates) is { } nearest)
            return $"did you mean '{nearest}'?";
        return candidates.Count == 0 ? null : "known: " + string.Join(", ", candidates);
    }

    private static int Tolerance(string written) => Math.Max(1, written.Length / 3);

    /// <summary>
    /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
    /// A difference in case alone counts nothing, for it is the commonest mistake.
    /// </summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            rows[0, j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
