using EventExporter.Pipeline.Journal.Format;
using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>Copies what can be read of a damaged journal, row by row and from both ends of each table towards the damage.</summary>
internal sealed class JournalSalvage(JournalWriter target)
{
    private const int StepRows = 32;
    private const string Batches = "batches";

    private long _batches;
    private long _events;
    private long _badRows;
    private long? _lastGoodAt;
    private bool _isWhole = true;

    /// <summary>The last sequence number, if the end of the batches could be read.</summary>
    public long Head { get; private set; }

    public bool IsHeadKnown { get; private set; }

    /// <summary>When the first missing events were written, as far as can be told.</summary>
    public DateTimeOffset? LostFrom { get; private set; }

    public string Summary => $"{_events} events in {_batches} batches were kept; "
        + (_isWhole && _badRows == 0 && IsHeadKnown ? "nothing is known to be missing." : _isWhole && IsHeadKnown ? $"{_badRows} batches were damaged." : "parts of it could not be read, and what they held is lost.");

    public void Run(SqliteConnection source)
    {
        Copy(source, "bookmarks", "receiver", "sequence");
        Copy(source, "positions", "scope", "version", "at");
        Copy(source, "states", "part", "data");
        Copy(source, "counters", "name", "value");
        Copy(source, "gaps", "id", "scope", "since", "until", "why", "recovered");
        Copy(source, "dead_letters", "id", "receiver", "sequence", "identity", "at", "reason", "payload", "event", "count", "state");
        Copy(source, "seen", "id", "at", "entries");
        Copy(source, Batches, "first", "count", "at", "events");
    }

    private void Copy(SqliteConnection source, string table, params string[] columns)
    {
        if (Scan(source, table, columns, "ORDER BY 1"))
        {
            IsHeadKnown |= table == Batches && _batches > 0;
            return;
        }

        if (table == Batches && _lastGoodAt is { } at)
            LostFrom ??= new DateTimeOffset(at, TimeSpan.Zero);
        _isWhole = false;
        var before = Head;
        Scan(source, table, columns, "ORDER BY 1 DESC");
        IsHeadKnown |= table == Batches && Head > before;
    }

    /// <summary>False if it met damage before the end.</summary>
    private bool Scan(SqliteConnection source, string table, string[] columns, string order)
    {
        var names = string.Join(", ", columns);
        using var select = new Statement(source, $"SELECT {names} FROM {table} {order}");
        using var reader = Open(select);
        using var insert = new Statement(target.Connection, $"INSERT OR IGNORE INTO {table}({names}) VALUES({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})");
        while (reader is not null)
        {
            var (rows, isEnd, isDamaged) = Read(reader, columns.Length);
            var isMet = false;
            target.InTransaction(_ => isMet = !rows.TrueForAll(row => Keep(table, insert, row)));
            if (isDamaged)
                return false;
            if (isEnd || isMet)
                return true;
        }

        return false;
    }

    private static SqliteDataReader? Open(Statement select)
    {
        try
        {
            return select.Query();
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static (List<object?[]> Rows, bool IsEnd, bool IsDamaged) Read(SqliteDataReader reader, int columns)
    {
        var rows = new List<object?[]>(StepRows);
        try
        {
            while (rows.Count < StepRows)
            {
                if (!reader.Read())
                    return (rows, true, false);
                var row = new object[columns];
                reader.GetValues(row);
                rows.Add(row);
            }

            return (rows, false, false);
        }
        catch (SqliteException)
        {
            return (rows, false, true);
        }
    }

    /// <summary>False if the row is there already: the scan downwards has met the one upwards.</summary>
    private bool Keep(string table, Statement insert, object?[] row)
    {
        if (table == Batches && !IsGood(row))
            return true;
        return insert.Run(row) > 0 || table == "counters";
    }

    private bool IsGood(object?[] row)
    {
        if (row is not [long first, long count, long at, byte[] payload])
            return false;
        Head = Math.Max(Head, first + count - 1);
        try
        {
            BatchDecoder.Verify(payload);
        }
        catch (InvalidDataException)
        {
            _badRows++;
            LostFrom ??= new DateTimeOffset(at, TimeSpan.Zero);
            return false;
        }

        _batches++;
        _events += count;
        _lastGoodAt = at;
        return true;
    }
}
