namespace EventExporter.Query;

/// <summary>
/// How words are looked for in messages: a word is a run of letters and digits, case does not matter. Several words must stand next to
/// each other, whatever signs are between them; the last one may go on, so that <c>timeo</c> finds <c>timeout</c>.
/// </summary>
internal static class Words
{
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsLetterOrDigit(text[start]))
                continue;
            var end = start + 1;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            words.Add(text[start..end].ToLowerInvariant());
            start = end;
        }

        return words;
    }

    /// <param name="wanted">Words as <see cref="Split"/> gives them. None: every text has them.</param>
    public static bool Contains(string text, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
            return true;
        // A word that is nowhere in the text spares taking it apart.
        foreach (var word in wanted)
        {
            if (!text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        var words = Split(text);
        for (var at = 0; at + wanted.Count <= words.Count; at++)
        {
            if (StartsAt(words, at, wanted))
                return true;
        }

        return false;
    }

    private static bool StartsAt(List<string> words, int at, IReadOnlyList<string> wanted)
    {
        for (var i = 0; i < wanted.Count - 1; i++)
        {
            if (!string.Equals(words[at + i], wanted[i], StringComparison.Ordinal))
                return false;
        }

        return words[at + wanted.Count - 1].StartsWith(wanted[^1], StringComparison.Ordinal);
    }
}
