using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>Opens connections to the journal's file, and knows its tables.</summary>
internal static class JournalDatabase
{
    /// <summary>Kept in the file as <c>user_version</c>. Raise it with every change of the tables.</summary>
    public const int SchemaVersion = 1;

    private const int PageSize = 8192;
    private const int BusySeconds = 5;

    /// <summary>
    /// batches: events, a row a commit. seen: a row a commit, 32 bytes an entry, kept apart so that removing events for their size forgets
    /// nothing. counters: <c>removed</c> is the highest sequence number that was ever removed.
    /// </summary>
    private const string Tables = """
        CREATE TABLE batches(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL, events BLOB NOT NULL);
        CREATE TABLE seen(id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, entries BLOB NOT NULL);
        CREATE TABLE positions(scope TEXT PRIMARY KEY, version TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE bookmarks(receiver TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE states(part TEXT PRIMARY KEY, data BLOB NOT NULL);
        CREATE TABLE counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE gaps(id INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, why TEXT NOT NULL, recovered INTEGER);
        CREATE UNIQUE INDEX gaps_by_start ON gaps(scope, since);
        CREATE TABLE dead_letters(id INTEGER PRIMARY KEY AUTOINCREMENT, receiver TEXT NOT NULL, sequence INTEGER NOT NULL, identity TEXT NOT NULL,
            at INTEGER NOT NULL, reason TEXT NOT NULL, payload TEXT, event BLOB, count INTEGER NOT NULL, state INTEGER NOT NULL);
        CREATE INDEX dead_letters_by_receiver ON dead_letters(receiver, id);
        CREATE UNIQUE INDEX dead_letters_once ON dead_letters(receiver, identity) WHERE event IS NOT NULL;
        CREATE INDEX dead_letters_to_retry ON dead_letters(receiver, id) WHERE state = 1;
        """;

    static JournalDatabase() => SQLitePCL.Batteries_V2.Init();

    /// <summary>The one connection that writes. Makes the tables in a new file.</summary>
    public static SqliteConnection OpenWriter(JournalOptions options) => OpenWriter(options, options.File);

    public static SqliteConnection OpenWriter(JournalOptions options, string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            var synchronous = options.Durability == JournalDurability.Power ? "FULL" : "NORMAL";
            Execute(connection, $"PRAGMA page_size={PageSize}; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous};");
            Execute(connection, $"PRAGMA wal_autocheckpoint={WalLimit(options.MaxSize) / PageSize}; PRAGMA journal_size_limit={WalLimit(options.MaxSize)};");
            Execute(connection, "PRAGMA secure_delete=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096;");
            Prepare(connection, file);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenReader(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        Execute(connection, "PRAGMA query_only=1; PRAGMA cache_size=-1024;");
        return connection;
    }

    /// <summary>A connection for a command beside a running exporter. The file has to be there and be of this version.</summary>
    public static SqliteConnection OpenBeside(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        try
        {
            if (Number(connection, "PRAGMA user_version") is var version && version != SchemaVersion)
                throw OtherVersion(file, version);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The write-ahead log is checkpointed at this size, in bytes.</summary>
    public static long WalLimit(long maxSize) => Math.Clamp(maxSize / 32, 32 * PageSize, 1024 * PageSize);

    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>For ROLLBACK: SQLite has rolled back by itself after SQLITE_FULL, SQLITE_IOERR and their like.</summary>
    public static void TryExecute(SqliteConnection connection, string sql)
    {
        try
        {
            Execute(connection, sql);
        }
        catch (SqliteException)
        {
            // The error before this one is what counts.
        }
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout={BusySeconds * 1000};");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection, string file)
    {
        var version = Number(connection, "PRAGMA user_version");
        if (version > SchemaVersion)
            throw OtherVersion(file, version);
        if (version == 0)
            Execute(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA user_version={SchemaVersion}; COMMIT;");
    }

    private static JournalUnavailableException OtherVersion(string file, long version) => new(version > SchemaVersion
        ? $"The journal {file} was written by a newer version of event-exporter (schema {version}; this one knows up to {SchemaVersion}). Run that version, or move the file away to start with an empty journal."
        : $"The file {file} is no journal of event-exporter (schema {version}, expected {SchemaVersion}). Check storage.path.");
}
