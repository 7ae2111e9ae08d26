using System.Collections.Frozen;

namespace EventExporter.Pipeline.Analysis.Classification;

/// <summary>What reasons mean, why they usually come up and what to look at, from <c>guide.txt</c>.</summary>
internal static class ReasonGuide
{
    private static readonly Lazy<FrozenDictionary<string, ReasonEntry>> Entries = new(ReadBuiltIn);

    public static IReadOnlyCollection<ReasonEntry> All => Entries.Value.Values;

    /// <summary>Null for a reason that is not explained.</summary>
    public static ReasonEntry? For(string reason) => Entries.Value.GetValueOrDefault(reason);

    /// <summary>See the head of the file for its form.</summary>
    /// <exception cref="FormatException">A line belongs to no reason, or a reason has no meaning.</exception>
    public static IEnumerable<ReasonEntry> Read(TextReader lines)
    {
        string? reason = null;
        var text = new List<string>();
        while (lines.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            if (char.IsWhiteSpace(line[0]))
            {
                text.Add(line.Trim());
                continue;
            }

            if (reason is not null || text.Count > 0)
                yield return Entry(reason, text);
            reason = line.Trim();
            text.Clear();
        }

        if (reason is not null || text.Count > 0)
            yield return Entry(reason, text);
    }

    private static ReasonEntry Entry(string? reason, List<string> text)
    {
        var meaning = text.Where(t => t[0] is not ('?' or '>')).ToList();
        if (reason is null || meaning.Count == 0)
            throw new FormatException($"'{reason ?? text[0]}' is no explained reason");
        return new ReasonEntry(reason, meaning[0], string.Join(' ', meaning.Skip(1)), Marked(text, '?'), Marked(text, '>'));
    }

    private static List<string> Marked(List<string> text, char mark) => [.. text.Where(t => t[0] == mark).Select(t => t[1..].Trim())];

    private static FrozenDictionary<string, ReasonEntry> ReadBuiltIn()
    {
        using var guide = new StreamReader(typeof(ReasonGuide).Assembly.GetManifestResourceStream(typeof(ReasonGuide), "guide.txt")!);
        return Read(guide).ToFrozenDictionary(e => e.Reason, StringComparer.Ordinal);
    }
}
