using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>
/// The reading connection. Each call is one short statement, so that no reader, however slow, keeps the write-ahead log from being
/// checkpointed. Throws <see cref="ObjectDisposedException"/> once closed.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private const int SeenRows = 16;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly Statement _rowOf;
    private readonly Statement _rowAfter;
    private readonly Statement _seen;
    private readonly Statement _gaps;
    private readonly Statement _state;
    private readonly Statement _states;
    private bool _closed;

    public JournalReader(SqliteConnection connection)
    {
        _connection = connection;
        _rowOf = new(connection, "SELECT first, count, events FROM batches WHERE first <= $1 ORDER BY first DESC LIMIT 1");
        _rowAfter = new(connection, "SELECT first, count, events FROM batches WHERE first > $1 ORDER BY first LIMIT 1");
        _seen = new(connection, "SELECT id, entries FROM seen WHERE id > $1 ORDER BY id LIMIT $2");
        _gaps = new(connection, "SELECT scope, since, until, why, recovered FROM gaps ORDER BY id DESC LIMIT $1");
        _state = new(connection, "SELECT data FROM states WHERE part = $1");
        _states = new(connection, "SELECT part, data FROM states WHERE substr(part, 1, length($1)) = $1 ORDER BY part");
    }

    /// <summary>The row that holds <paramref name="sequence"/>, else the next one after it, else null.</summary>
    public JournalRow? Row(long sequence)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return First(_rowOf, sequence) is { } row && row.Last >= sequence ? row : First(_rowAfter, sequence);
        }
    }

    /// <summary>The next rows of the seen-set, encoded; none at its end.</summary>
    public IReadOnlyList<(long Id, byte[] Entries)> SeenAfter(long id)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var rows = new List<(long, byte[])>(SeenRows);
            using var reader = _seen.Query(id, SeenRows);
            while (reader.Read())
                rows.Add((reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
            return rows;
        }
    }

    public IReadOnlyList<Gap> Gaps(int limit)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var gaps = new List<Gap>();
            using var reader = _gaps.Query(limit);
            while (reader.Read())
                gaps.Add(new Gap(reader.GetString(0), At(reader.GetInt64(1)), At(reader.GetInt64(2)), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetInt64(4)));
            return gaps;
        }
    }

    public byte[]? State(string part)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            using var reader = _state.Query(part);
            return reader.Read() ? reader.GetFieldValue<byte[]>(0) : null;
        }
    }

    public IReadOnlyList<KeyValuePair<string, byte[]>> States(string prefix)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var states = new List<KeyValuePair<string, byte[]>>();
            using var reader = _states.Query(prefix);
            while (reader.Read())
                states.Add(new(reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
            return states;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var statement in new[] { _rowOf, _rowAfter, _seen, _gaps, _state, _states })
                statement.Dispose();
            _connection.Dispose();
        }
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    private static JournalRow? First(Statement statement, long sequence)
    {
        using var reader = statement.Query(sequence);
        return reader.Read() ? new JournalRow(reader.GetInt64(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)) : null;
    }
}
