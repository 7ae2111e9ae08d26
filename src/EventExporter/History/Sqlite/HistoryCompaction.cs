using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.History.Sqlite;

/// <summary>
/// Puts small neighbouring blocks together, as a quiet cluster makes them, and writes those anew of which retention has left less than
/// half: what is stored together compresses better, and what is gone takes no room.
/// </summary>
internal sealed class HistoryCompaction(HistoryWriter writer, BlockCache blocks) : IDisposable
{
    private const int BlocksRead = 256;

    private readonly Statement _after = new(writer.Connection, "SELECT first, last, count FROM blocks WHERE first > $1 ORDER BY first LIMIT $2");
    private readonly Statement _sparse = new(writer.Connection, "SELECT first, last, count FROM blocks WHERE alive * 2 < count ORDER BY first LIMIT 8");
    private readonly Statement _read = new(writer.Connection, "SELECT events FROM blocks WHERE first = $1");
    private readonly Statement _there = new(writer.Connection, "SELECT 1 FROM events WHERE seq = $1");
    private readonly Statement _remove = new(writer.Connection, "DELETE FROM blocks WHERE first = $1");
    private readonly Statement _removeWords = new(writer.Connection, "DELETE FROM words WHERE rowid = $1");
    private long _done = JournalDatabase.Number(writer.Connection, "SELECT value FROM counters WHERE name = 'compacted'");

    /// <summary>One step of some milliseconds. Returns whether more may be to do.</summary>
    public bool Run() => Thin() || Join();

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_after, _sparse, _read, _there, _remove, _removeWords])
            statement.Dispose();
    }

    /// <summary>Writes blocks anew that are less than half full. Returns whether there were any.</summary>
    public bool Thin()
    {
        var sparse = List(_sparse);
        foreach (var block in sparse)
            Rewrite([block]);
        return sparse.Count > 0;
    }

    /// <summary>
    /// Full ones are passed by; how far is written down with the next that are joined. The newest blocks are left: more may come that belong
    /// to them.
    /// </summary>
    private bool Join()
    {
        var rows = List(_after, _done, BlocksRead);
        var full = 0;
        while (full + 1 < rows.Count && rows[full].Count + rows[full + 1].Count > EventBlock.Size)
            _done = rows[full++].First;
        if (full > 0)
            return full >= BlocksRead / 2 || Join();
        if (rows.Sum(static row => row.Count) < EventBlock.Size * 2)
            return false;
        var group = new List<Row> { rows[0] };
        foreach (var row in rows.Skip(1))
        {
            if (group.Sum(static member => member.Count) + row.Count > EventBlock.Size)
            {
                Rewrite(group, done: group[^1].First);
                return true;
            }

            group.Add(row);
        }

        return false;
    }

    private void Rewrite(IReadOnlyList<Row> group, long? done = null)
    {
        writer.Transact(() =>
        {
            if (group.Count > 1 || done is null)
                Replace(group);
            if (done is { } at)
                writer.Set("compacted", at);
        });
        blocks.Remove(group[0].First, group[^1].Last);
        _done = done ?? _done;
    }

    private void Replace(IReadOnlyList<Row> group)
    {
        var kept = new List<(long Sequence, AnalyzedEvent Event)>();
        foreach (var row in group)
        {
            var block = Read(row.First);
            for (var i = 0; block is not null && i < block.Events.Count; i++)
            {
                if (_there.Number(block.Sequences[i]) is not null)
                    kept.Add((block.Sequences[i], block.Events[i]));
            }

            _remove.Run(row.First);
            _removeWords.Run(row.First);
        }

        if (kept.Count > 0)
            writer.Write(new EventBlock([.. kept.Select(static e => e.Sequence)], [.. kept.Select(static e => e.Event)]));
    }

    private EventBlock? Read(long first)
    {
        using var row = _read.Query(first);
        return row.Read() ? EventBlock.Decode(first, row.GetFieldValue<byte[]>(0)) : null;
    }

    private static List<Row> List(Statement statement, params ReadOnlySpan<object?> values)
    {
        var rows = new List<Row>();
        using var found = statement.Query(values);
        while (found.Read())
            rows.Add(new Row(found.GetInt64(0), found.GetInt64(1), found.GetInt64(2)));
        return rows;
    }

    private readonly record struct Row(long First, long Last, long Count);
}
