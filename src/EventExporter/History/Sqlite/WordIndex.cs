using System.Globalization;
using EventExporter.Query;

namespace EventExporter.History.Sqlite;

/// <summary>The blocks that hold the words a query looks for: all others need not be read.</summary>
internal sealed class WordIndex
{
    /// <summary>What <see cref="Json"/> is joined by: the events of the blocks, and never block by block for every event in the order of time.</summary>
    public const string Source = "json_each($blocks) b CROSS JOIN events e NOT INDEXED ON e.seq BETWEEN json_extract(b.value, '$[0]') AND json_extract(b.value, '$[1]')";

    private const int Few = 400;

    /// <summary>A word that is in more blocks is soon met anyway.</summary>
    private const int Most = 20_000;

    private readonly List<(long First, long Last)> _blocks;

    private WordIndex(List<(long First, long Last)> blocks) => _blocks = blocks;

    /// <summary>So few that their events are simply read and sorted.</summary>
    public bool IsFew => _blocks.Count <= Few;

    public string Json => IsFew ? $"[{string.Join(',', _blocks.Select(static block => string.Create(CultureInfo.InvariantCulture, $"[{block.First},{block.Last}]")))}]" : "";

    /// <summary>Null if the query looks for no words, or for ones that are everywhere.</summary>
    public static WordIndex? Find(Ask ask, QueryNode? root)
    {
        IReadOnlyList<QueryNode> parts = root is AndNode all ? all.Parts : root is null ? [] : [root];
        var words = parts.OfType<WordsNode>().SelectMany(static node => Wanted(node.Text)).ToList();
        if (words.Count == 0)
            return null;
        using var command = ask.Command(
            $"SELECT b.first, b.last FROM (SELECT rowid AS id FROM words WHERE words MATCH $words LIMIT {Most + 1}) w JOIN blocks b ON b.first = w.id ORDER BY b.first",
            null, ("$words", string.Join(" AND ", words)));
        var blocks = ask.Rows(command, static row => (row.GetInt64(0), row.GetInt64(1)));
        return ask.Partial is null && blocks.Count <= Most ? new WordIndex(blocks) : null;
    }

    public bool MayHold(long sequence)
    {
        var (low, high) = (0, _blocks.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (sequence < _blocks[middle].First)
                high = middle - 1;
            else if (sequence > _blocks[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    /// <summary>In FTS5's own language. Words are letters and digits, so that nothing in them can be a sign of it.</summary>
    private static IEnumerable<string> Wanted(string text)
    {
        var words = Words.Split(text);
        return words.Select((word, index) => index == words.Count - 1 ? $"\"{word}\"*" : $"\"{word}\"");
    }
}
