using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>Lends a connection that writes, to one user at a time. Throws <see cref="JournalUnavailableException"/> where SQLite or the disk fails.</summary>
internal interface IJournalConnection
{
    T Use<T>(Func<SqliteConnection, T> work);

    Task<T> UseAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation);
}
