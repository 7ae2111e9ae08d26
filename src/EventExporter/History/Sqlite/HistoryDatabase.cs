using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using EventExporter.Configuration.Patterns;
using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Opens connections to the history's file, and knows its tables.</summary>
internal static class HistoryDatabase
{
    /// <summary>Kept in the file as <c>user_version</c>. Raise it with every change of the tables.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Small, for an event touches pages all over the indexes, and each is written as a whole.</summary>
    private const int PageSize = 4096;
    private const int BusySeconds = 5;

    /// <summary>Pages: half a MiB, and 48 MiB. The larger it is, the less often a page that many events touch is written.</summary>
    private const long SmallestLog = 128;
    private const long LargestLog = 12_000;

    /// <summary>
    /// series, objects, incidents: what many events share, each once. events: a thin row for what is filtered and counted by; the whole
    /// event is in blocks, compressed together with its neighbours. minutes, hours: sums by series, always those of the events that are
    /// there. words: which blocks hold a word in a message. objects.same: equal for all rows of one object, whatever its labels were.
    /// </summary>
    private const string Tables = """
        CREATE TABLE counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO counters VALUES('position', 0), ('offset', 0), ('events', 0), ('occurrences', 0), ('compacted', 0);
        CREATE TABLE series(id INTEGER PRIMARY KEY, cluster TEXT NOT NULL, type TEXT NOT NULL, reason TEXT NOT NULL, namespace TEXT NOT NULL, kind TEXT NOT NULL,
            api_version TEXT NOT NULL, component TEXT NOT NULL, action TEXT NOT NULL, finding TEXT NOT NULL, severity INTEGER NOT NULL, category INTEGER NOT NULL);
        CREATE UNIQUE INDEX series_once ON series(reason, namespace, kind, type, component, api_version, action, finding, severity, category, cluster);
        CREATE TABLE objects(id INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE, same INTEGER NOT NULL, kind TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
            uid TEXT NOT NULL, field_path TEXT NOT NULL, owner_kind TEXT NOT NULL, owner TEXT NOT NULL, owner_api_version TEXT NOT NULL, node TEXT NOT NULL,
            host TEXT NOT NULL, deleted INTEGER NOT NULL, labels TEXT NOT NULL, annotations TEXT NOT NULL, namespace_labels TEXT NOT NULL);
        CREATE INDEX objects_by_name ON objects(name, namespace);
        CREATE INDEX objects_by_owner ON objects(owner, owner_kind);
        CREATE TABLE incidents(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        INSERT INTO incidents VALUES(0, '');
        CREATE TABLE events(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, series INTEGER NOT NULL, object INTEGER NOT NULL, delta INTEGER NOT NULL,
            count INTEGER NOT NULL, incident INTEGER NOT NULL);
        CREATE INDEX events_by_time ON events(at);
        CREATE INDEX events_by_series ON events(series, at);
        CREATE INDEX events_by_object ON events(object, at);
        CREATE INDEX events_by_incident ON events(incident, at) WHERE incident > 0;
        CREATE TABLE minutes(at INTEGER NOT NULL, series INTEGER NOT NULL, count INTEGER NOT NULL, events INTEGER NOT NULL, PRIMARY KEY(at, series)) WITHOUT ROWID;
        CREATE TABLE hours(at INTEGER NOT NULL, series INTEGER NOT NULL, count INTEGER NOT NULL, events INTEGER NOT NULL, PRIMARY KEY(at, series)) WITHOUT ROWID;
        CREATE TABLE blocks(first INTEGER PRIMARY KEY, last INTEGER NOT NULL, count INTEGER NOT NULL, alive INTEGER NOT NULL, events BLOB NOT NULL);
        CREATE INDEX blocks_sparse ON blocks(first) WHERE alive * 2 < count;
        CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Cn'");
        CREATE TABLE receivers(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE receipts(seq INTEGER NOT NULL, receiver INTEGER NOT NULL, outcome INTEGER NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY(seq, receiver, outcome)) WITHOUT ROWID;
        """;

    private static readonly ConcurrentDictionary<string, Regex> Regexes = new(StringComparer.Ordinal);

    static HistoryDatabase() => SQLitePCL.Batteries_V2.Init();

    /// <summary>The one connection that writes. Makes the tables in a new file.</summary>
    /// <param name="size">That the file may have, in bytes: the log is written into it when it has grown to a part of that.</param>
    public static SqliteConnection OpenWriter(string file, long size)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            JournalDatabase.Execute(connection, $"PRAGMA page_size={PageSize}; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
            var log = Math.Clamp(size / 32 / PageSize, SmallestLog, LargestLog);
            JournalDatabase.Execute(connection, $"PRAGMA wal_autocheckpoint={log}; PRAGMA journal_size_limit={log * PageSize}; PRAGMA secure_delete=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;");
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
        try
        {
            JournalDatabase.Execute(connection, "PRAGMA query_only=1; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192;");
            CheckVersion(connection, file);
            connection.CreateFunction("re", static (string pattern, string text) => Regex(pattern).IsMatch(text), isDeterministic: true);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static Regex Regex(string pattern)
    {
        if (Regexes.Count > 1000)
            Regexes.Clear();
        return Regexes.GetOrAdd(pattern, Pattern.Compile);
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = BusySeconds }.ToString());
        try
        {
            connection.Open();
            JournalDatabase.Execute(connection, $"PRAGMA busy_timeout={BusySeconds * 1000};");
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
        if (JournalDatabase.Number(connection, "PRAGMA user_version") == 0)
            JournalDatabase.Execute(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA user_version={SchemaVersion}; COMMIT;");
        CheckVersion(connection, file);
    }

    private static void CheckVersion(SqliteConnection connection, string file)
    {
        var version = JournalDatabase.Number(connection, "PRAGMA user_version");
        if (version == 0)
            throw new InvalidDataException($"The file {file} holds no history.");
        if (version != SchemaVersion)
            throw new HistoryUnavailableException($"The history {file} has schema {version}, this version of event-exporter knows {SchemaVersion}. Run the version that wrote it, or move the file away to start anew.");
    }
}
