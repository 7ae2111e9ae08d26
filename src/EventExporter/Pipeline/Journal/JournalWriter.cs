using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>
/// What the one writing connection does, as prepared statements. Not thread-safe: the journal's gate is held. Times are UTC ticks.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private const int KeptGaps = 10_000;

    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _insertBatch;
    private readonly Statement _insertSeen;
    private readonly Statement _putPosition;
    private readonly Statement _putBookmark;
    private readonly Statement _removeBookmark;
    private readonly Statement _putState;
    private readonly Statement _removeState;
    private readonly Statement _putGap;
    private readonly Statement _trimGaps;
    private readonly Statement _oldest;
    private readonly Statement _removeBatches;
    private readonly Statement _putRemoved;
    private readonly Statement _removeSeen;
    private readonly Statement _seenBytes;
    private readonly Statement _pages;
    private readonly Statement _freePages;

    public JournalWriter(SqliteConnection connection)
    {
        Connection = connection;
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _insertBatch = new(connection, "INSERT INTO batches(first, count, at, events) VALUES($1, $2, $3, $4)");
        _insertSeen = new(connection, "INSERT INTO seen(at, entries) VALUES($1, $2)");
        _putPosition = new(connection, "INSERT INTO positions(scope, version, at) VALUES($1, $2, $3) ON CONFLICT(scope) DO UPDATE SET version = excluded.version, at = excluded.at");
        _putBookmark = new(connection, "INSERT INTO bookmarks(receiver, sequence) VALUES($1, $2) ON CONFLICT(receiver) DO UPDATE SET sequence = excluded.sequence");
        _removeBookmark = new(connection, "DELETE FROM bookmarks WHERE receiver = $1");
        _putState = new(connection, "INSERT INTO states(part, data) VALUES($1, $2) ON CONFLICT(part) DO UPDATE SET data = excluded.data");
        _removeState = new(connection, "DELETE FROM states WHERE part = $1");
        _putGap = new(connection, "INSERT INTO gaps(scope, since, until, why, recovered) VALUES($1, $2, $3, $4, $5) ON CONFLICT(scope, since) DO UPDATE SET until = excluded.until, why = excluded.why, recovered = excluded.recovered");
        _trimGaps = new(connection, "DELETE FROM gaps WHERE id <= (SELECT max(id) FROM gaps) - $1");
        _oldest = new(connection, "SELECT first, count, at, length(events) FROM batches ORDER BY first LIMIT $1");
        _removeBatches = new(connection, "DELETE FROM batches WHERE first BETWEEN $1 AND $2");
        _putRemoved = new(connection, "INSERT INTO counters(name, value) VALUES('removed', $1) ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)");
        _removeSeen = new(connection, "DELETE FROM seen WHERE id IN (SELECT id FROM seen ORDER BY id LIMIT $1) AND at < $2");
        _seenBytes = new(connection, "SELECT coalesce(sum(length(entries)), 0) FROM seen");
        _pages = new(connection, "PRAGMA page_count");
        _freePages = new(connection, "PRAGMA freelist_count");
        PageSize = JournalDatabase.Number(connection, "PRAGMA page_size");
    }

    public SqliteConnection Connection { get; }

    public long PageSize { get; }

    /// <summary>Bytes of the pages that hold something.</summary>
    public long UsedBytes => ((_pages.Number() ?? 0) - FreePages) * PageSize;

    public long FreePages => _freePages.Number() ?? 0;

    public long SeenBytes => _seenBytes.Number() ?? 0;

    /// <summary>All of it or nothing. If it fails, the first error counts, not the one of rolling back.</summary>
    public void InTransaction(Action<JournalWriter> work)
    {
        _begin.Run();
        try
        {
            work(this);
            _commit.Run();
        }
        catch
        {
            JournalDatabase.TryExecute(Connection, "ROLLBACK");
            throw;
        }
    }

    public void InsertBatch(JournalRow row, long at) => _insertBatch.Run(row.First, row.Count, at, row.Payload);

    public void InsertSeen(byte[] entries, long at) => _insertSeen.Run(at, entries);

    public void Put(WatchPosition position) => _putPosition.Run(position.Scope, position.ResourceVersion, position.At.UtcTicks);

    /// <param name="data">Null removes the part.</param>
    public void PutState(string part, byte[]? data)
    {
        if (data is not null)
            _putState.Run(part, data);
        else
            _removeState.Run(part);
    }

    public void Put(IReadOnlyList<KeyValuePair<string, BookmarkChange>> bookmarks)
    {
        foreach (var (receiver, change) in bookmarks)
        {
            if (change.Sequence is { } sequence)
                PutBookmark(receiver, sequence);
            else
                _removeBookmark.Run(receiver);
            if (change is { Part: { } part, Held: { } held })
                PutHeld(part, held);
        }
    }

    public void PutBookmark(string receiver, long sequence) => _putBookmark.Run(receiver, sequence);

    private void PutHeld(string part, byte[] held)
    {
        if (held.Length > 0)
            _putState.Run(part, held);
        else
            _removeState.Run(part);
    }

    public void Put(IReadOnlyList<Gap> gaps)
    {
        foreach (var gap in gaps)
            _putGap.Run(gap.Scope, gap.From.UtcTicks, gap.To.UtcTicks, gap.Why, gap.Recovered);
        if (gaps.Count > 0)
            _trimGaps.Run(KeptGaps);
    }

    public IReadOnlyList<RowInfo> Oldest(int limit)
    {
        var rows = new List<RowInfo>(limit);
        using var reader = _oldest.Query(limit);
        while (reader.Read())
            rows.Add(new RowInfo(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3)));
        return rows;
    }

    public void RemoveBatches(long firstRow, long lastRow, long lastSequence)
    {
        _removeBatches.Run(firstRow, lastRow);
        PutRemoved(lastSequence);
    }

    /// <summary>Sequence numbers up to this one are never given out again.</summary>
    public void PutRemoved(long lastSequence) => _putRemoved.Run(lastSequence);

    /// <summary>Of the oldest <paramref name="limit"/> commits' entries, those from before a time. Returns how many commits' entries went.</summary>
    public int RemoveSeen(long before, int limit) => _removeSeen.Run(limit, before);

    /// <summary>Gives free pages back to the file system. SQLite does one page a step, so the statement is stepped to its end.</summary>
    public void ShrinkBy(long pages)
    {
        using var shrink = new Statement(Connection, $"PRAGMA incremental_vacuum({pages})");
        using var reader = shrink.Query();
        while (reader.Read())
        {
        }
    }

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            _begin, _commit, _insertBatch, _insertSeen, _putPosition, _putBookmark, _removeBookmark, _putState, _removeState, _putGap,
            _trimGaps, _oldest, _removeBatches, _putRemoved, _removeSeen, _seenBytes, _pages, _freePages,
        })
            statement.Dispose();
        Connection.Dispose();
    }
}
