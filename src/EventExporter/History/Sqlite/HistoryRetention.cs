using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Removes what is too old or too much, a few events at a time, so that whoever stores or asks hardly waits.</summary>
internal sealed class HistoryRetention(HistoryWriter writer, RetentionRules rules) : IDisposable
{
    /// <summary>Events that one step removes: some milliseconds.</summary>
    public const int Step = 500;

    private const int ObjectsLookedAt = 2000;

    /// <summary>64 MiB.</summary>
    private const long MostFreePages = 16_384;

    private readonly Statement _ofSeries = new(writer.Connection, "SELECT seq, at, delta, series FROM events WHERE series = $1 AND at < $2 ORDER BY at LIMIT $3");
    private readonly Statement _oldest = new(writer.Connection, "SELECT seq, at, delta, series FROM events ORDER BY at LIMIT $1");
    private readonly Statement _removeEvent = new(writer.Connection, "DELETE FROM events WHERE seq = $1");
    private readonly Statement _removeReceipts = new(writer.Connection, "DELETE FROM receipts WHERE seq = $1");
    private readonly Statement _blockOf = new(writer.Connection, "SELECT first FROM blocks WHERE first <= $1 ORDER BY first DESC LIMIT 1");
    private readonly Statement _leave = new(writer.Connection, "UPDATE blocks SET alive = alive - $2 WHERE first = $1");
    private readonly Statement _removeWords = new(writer.Connection, "DELETE FROM words WHERE rowid = $1 AND EXISTS (SELECT 1 FROM blocks WHERE first = $1 AND alive <= 0)");
    private readonly Statement _removeBlock = new(writer.Connection, "DELETE FROM blocks WHERE first = $1 AND alive <= 0");
    private readonly Statement _nextObjects = new(writer.Connection, "SELECT max(id) FROM (SELECT id FROM objects WHERE id > $1 ORDER BY id LIMIT $2)");
    private readonly Statement _removeObjects = new(writer.Connection, "DELETE FROM objects WHERE id > $1 AND id <= $2 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.object = objects.id)");
    private readonly Queue<(long Series, long Before)> _due = new();
    private long _orphansFrom;

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

    /// <summary>What is used of the file is more than it may be.</summary>
    public bool IsTooLarge
    {
        get
        {
            long Pragma(string name) => JournalDatabase.Number(writer.Connection, $"PRAGMA {name}");
            return (Pragma("page_count") - Pragma("freelist_count")) * Pragma("page_size") > rules.Size;
        }
    }

    /// <summary>Removes some of what <see cref="Look"/> found. Returns whether there was any.</summary>
    public bool RemoveDue()
    {
        var rows = new List<Row>();
        while (rows.Count < Step && _due.TryPeek(out var due))
        {
            Read(rows, _ofSeries, due.Series, due.Before, Step - rows.Count);
            if (rows.Count < Step)
                _due.Dequeue();
        }

        return Remove(rows);
    }

    /// <summary>Removes some of the oldest. Returns whether there were any.</summary>
    public bool RemoveOldest()
    {
        var rows = new List<Row>();
        Read(rows, _oldest, Step);
        return Remove(rows);
    }

    /// <summary>Removes rows of objects, series and incidents that no event speaks of any more; some of them. Returns whether more are to be looked at.</summary>
    public bool RemoveOrphans()
    {
        var removed = 0;
        var last = _nextObjects.Number(_orphansFrom, ObjectsLookedAt);
        writer.Transact(() =>
        {
            if (last is { } to)
                removed = _removeObjects.Run(_orphansFrom, to);
            else
                removed = RemoveOtherOrphans();
        });
        _orphansFrom = last ?? 0;
        if (removed > 0)
            writer.Forget();
        return last is not null;
    }

    /// <summary>Gives free pages back to the disk, some at a time. Returns whether there are so many that it is to go on at once: some will be needed soon.</summary>
    public bool Shrink()
    {
        JournalDatabase.Execute(writer.Connection, "PRAGMA incremental_vacuum(512)");
        return JournalDatabase.Number(writer.Connection, "PRAGMA freelist_count") > MostFreePages;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_ofSeries, _oldest, _removeEvent, _removeReceipts, _blockOf, _leave, _removeWords, _removeBlock, _nextObjects, _removeObjects])
            statement.Dispose();
    }

    private int RemoveOtherOrphans()
    {
        int Remove(string text)
        {
            using var remove = new Statement(writer.Connection, text);
            return remove.Run();
        }

        return Remove("DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.series = series.id)")
            + Remove("DELETE FROM incidents WHERE id > 0 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.incident = incidents.id AND e.incident > 0)")
            + Remove("DELETE FROM receipts WHERE seq < (SELECT coalesce(min(first), 0) FROM blocks)");
    }

    private static void Read(List<Row> rows, Statement which, params ReadOnlySpan<object?> values)
    {
        using var found = which.Query(values);
        while (found.Read())
            rows.Add(new Row(found.GetInt64(0), found.GetInt64(1), found.GetInt64(2), found.GetInt64(3)));
    }

    private bool Remove(List<Row> rows)
    {
        if (rows.Count > 0)
            writer.Transact(() => RemoveAll(rows));
        return rows.Count > 0;
    }

    private void RemoveAll(List<Row> rows)
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

    private readonly record struct Row(long Sequence, long At, long Delta, long Series);
}
