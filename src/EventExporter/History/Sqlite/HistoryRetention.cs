using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Removes what is too old or too much, a few events at a time, so that whoever stores or asks hardly waits.</summary>
internal sealed class HistoryRetention(HistoryWriter writer, RetentionRules rules) : IDisposable
{
    /// <summary>Events that one step removes: some milliseconds.</summary>
    public const int Step = 500;

    private const int MostOrphans = 2000;

    private readonly Statement _ofSeries = new(writer.Connection, "SELECT seq, at, delta, series FROM events WHERE series = $1 AND at < $2 ORDER BY at LIMIT $3");
    private readonly Statement _oldest = new(writer.Connection, "SELECT seq, at, delta, series FROM events ORDER BY at LIMIT $1");
    private readonly Statement _removeEvent = new(writer.Connection, "DELETE FROM events WHERE seq = $1");
    private readonly Statement _removeReceipts = new(writer.Connection, "DELETE FROM receipts WHERE seq = $1");
    private readonly Statement _blockOf = new(writer.Connection, "SELECT first FROM blocks WHERE first <= $1 ORDER BY first DESC LIMIT 1");
    private readonly Statement _leave = new(writer.Connection, "UPDATE blocks SET alive = alive - $2 WHERE first = $1");
    private readonly Statement _removeWords = new(writer.Connection, "DELETE FROM words WHERE rowid = $1 AND EXISTS (SELECT 1 FROM blocks WHERE first = $1 AND alive <= 0)");
    private readonly Statement _removeBlock = new(writer.Connection, "DELETE FROM blocks WHERE first = $1 AND alive <= 0");
    private readonly Queue<(long Series, long Before)> _due = new();

    /// <summary>Finds out what age has made due. Reads a row a series, no events.</summary>
    public void Look(DateTimeOffset now)
    {
        _due.Clear();
        using var command = writer.Connection.CreateCommand();
        command.CommandText = "SELECT s.id, s.type, s.namespace, (SELECT min(e.at) FROM events e WHERE e.series = s.id) FROM series s";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var before = (now - rules.AgeOf(rows.GetString(1), rows.GetString(2))).ToUnixTimeMilliseconds();
            if (!rows.IsDBNull(3) && rows.GetInt64(3) < before)
                _due.Enqueue((rows.GetInt64(0), before));
        }
    }

    /// <summary>Removes some of what <see cref="Look"/> found, or of the oldest while the file is too large. Returns whether more is to be done.</summary>
    public bool Run()
    {
        if (_due.TryPeek(out var due))
        {
            if (Remove(_ofSeries, due.Series, due.Before, Step) < Step)
                _due.Dequeue();
            return true;
        }

        if (SizeInUse() <= rules.Size)
            return false;
        return Remove(_oldest, Step) > 0;
    }

    /// <summary>Removes rows of objects and series that no event speaks of any more.</summary>
    public void RemoveOrphans()
    {
        writer.Transact(() =>
        {
            JournalDatabase.Execute(writer.Connection, $"DELETE FROM objects WHERE id IN (SELECT o.id FROM objects o WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.object = o.id) LIMIT {MostOrphans})");
            JournalDatabase.Execute(writer.Connection, "DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.series = series.id)");
            JournalDatabase.Execute(writer.Connection, $"DELETE FROM incidents WHERE id IN (SELECT i.id FROM incidents i WHERE i.id > 0 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.incident = i.id AND e.incident > 0) LIMIT {MostOrphans})");
            JournalDatabase.Execute(writer.Connection, "DELETE FROM receipts WHERE seq < (SELECT coalesce(min(first), 0) FROM blocks)");
        });
        writer.Forget();
    }

    /// <summary>Gives free pages back to the disk, some at a time.</summary>
    public void Shrink() => JournalDatabase.Execute(writer.Connection, "PRAGMA incremental_vacuum(256)");

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_ofSeries, _oldest, _removeEvent, _removeReceipts, _blockOf, _leave, _removeWords, _removeBlock])
            statement.Dispose();
    }

    private long SizeInUse()
    {
        long Pragma(string name) => JournalDatabase.Number(writer.Connection, $"PRAGMA {name}");
        return (Pragma("page_count") - Pragma("freelist_count")) * Pragma("page_size");
    }

    private int Remove(Statement which, params ReadOnlySpan<object?> values)
    {
        var rows = new List<(long Sequence, long At, long Delta, long Series)>();
        using (var found = which.Query(values))
        {
            while (found.Read())
                rows.Add((found.GetInt64(0), found.GetInt64(1), found.GetInt64(2), found.GetInt64(3)));
        }

        if (rows.Count > 0)
            writer.Transact(() => Remove(rows));
        return rows.Count;
    }

    private void Remove(List<(long Sequence, long At, long Delta, long Series)> rows)
    {
        foreach (var (sequence, at, delta, series) in rows)
        {
            _removeEvent.Run(sequence);
            _removeReceipts.Run(sequence);
            writer.Rollups.Count(at, series, -delta, -1);
        }

        writer.Rollups.Write();
        foreach (var block in rows.GroupBy(row => _blockOf.Number(row.Sequence)))
        {
            if (block.Key is not { } first)
                continue;
            _leave.Run(first, block.Count());
            _removeWords.Run(first);
            _removeBlock.Run(first);
        }

        writer.Count("events", -rows.Count);
        writer.Count("occurrences", -rows.Sum(row => row.Delta));
    }
}
