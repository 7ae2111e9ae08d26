using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>
/// The file that silences are kept in, <c>silences.db</c> beside the journal: an SQLite database, so that commands and the exporter may write
/// at the same time. It is made when the first silence is added. Not thread-safe.
/// </summary>
internal sealed class SilenceFile(string folder) : IDisposable
{
    private const string Columns = "id, matchers, author, comment, starts, ends, held";

    private readonly string _path = Path.Combine(folder, "silences.db");
    private SqliteConnection? _connection;

    static SilenceFile() => SQLitePCL.Batteries_V2.Init();

    public bool Exists => _connection is not null || File.Exists(_path);

    /// <summary>Changes with every change that somebody else makes.</summary>
    public long Version => !Exists ? 0 : Use(static db =>
    {
        using var version = new Statement(db, "PRAGMA data_version");
        return version.Number() ?? 0;
    });

    public IReadOnlyList<Silence> Read() => !Exists ? [] : Use(static db =>
    {
        var silences = new List<Silence>();
        using var select = new Statement(db, $"SELECT {Columns} FROM silences ORDER BY ends DESC, id");
        using var row = select.Query();
        while (row.Read())
            silences.Add(new Silence(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Time(row.GetInt64(4)), Time(row.GetInt64(5)), row.GetInt64(6)));
        return silences;
    });

    public void Add(Silence silence) => Use(db =>
    {
        using var insert = new Statement(db, $"INSERT INTO silences({Columns}) VALUES($1, $2, $3, $4, $5, $6, $7)");
        return insert.Run(silence.Id, silence.Matchers, silence.Author, silence.Comment, silence.StartsAt.UtcTicks, silence.EndsAt.UtcTicks, silence.Held);
    });

    public bool End(string id, DateTimeOffset now) => Exists && Use(db =>
    {
        using var update = new Statement(db, "UPDATE silences SET ends = $2, starts = min(starts, $2) WHERE id = $1 AND ends > $2");
        return update.Run(id, now.UtcTicks) > 0;
    });

    public void AddHeld(IReadOnlyDictionary<string, long> held) => Use(db =>
    {
        using var begin = db.BeginTransaction();
        foreach (var (id, events) in held)
        {
            using var update = db.CreateCommand();
            update.Transaction = begin;
            update.CommandText = "UPDATE silences SET held = held + $events WHERE id = $id";
            update.Parameters.AddWithValue("$events", events);
            update.Parameters.AddWithValue("$id", id);
            update.ExecuteNonQuery();
        }

        begin.Commit();
        return true;
    });

    public void RemoveEndedBefore(DateTimeOffset time) => Use(db =>
    {
        using var delete = new Statement(db, "DELETE FROM silences WHERE ends < $1");
        return delete.Run(time.UtcTicks);
    });

    public void Dispose() => _connection?.Dispose();

    private T Use<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            return work(_connection ??= Open());
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            _connection?.Dispose();
            _connection = null;
            throw new JournalUnavailableException($"The silences in {_path} cannot be used: {error.Message}", error);
        }
    }

    private SqliteConnection Open()
    {
        Directory.CreateDirectory(folder);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            using var prepare = connection.CreateCommand();
            prepare.CommandText = """
                PRAGMA busy_timeout=5000;
                CREATE TABLE IF NOT EXISTS silences(id TEXT PRIMARY KEY, matchers TEXT NOT NULL, author TEXT NOT NULL, comment TEXT NOT NULL,
                    starts INTEGER NOT NULL, ends INTEGER NOT NULL, held INTEGER NOT NULL) WITHOUT ROWID;
                """;
            prepare.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
