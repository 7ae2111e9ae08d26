using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>A command's own connection to the journal of an exporter that may be running. SQLite's locks keep the two apart.</summary>
internal sealed class ConnectionBeside : IJournalConnection, IDisposable
{
    private readonly string _file;
    private readonly SqliteConnection _connection;

    private ConnectionBeside(string file, SqliteConnection connection)
    {
        _file = file;
        _connection = connection;
    }

    /// <summary>Throws <see cref="JournalUnavailableException"/> if there is no journal in the folder.</summary>
    public static ConnectionBeside Open(string folder)
    {
        var file = new JournalOptions(folder).File;
        if (!File.Exists(file))
            throw new JournalUnavailableException($"There is no journal {file}. Check storage.path, and run the command where the exporter's volume is mounted.");
        try
        {
            return new ConnectionBeside(file, JournalDatabase.OpenBeside(file));
        }
        catch (Exception error) when (JournalErrors.IsStorage(error))
        {
            throw JournalErrors.Unavailable(file, error);
        }
    }

    public T Use<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            return work(_connection);
        }
        catch (Exception error) when (JournalErrors.IsStorage(error))
        {
            throw JournalErrors.Unavailable(_file, error);
        }
    }

    public Task<T> UseAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) => Task.FromResult(Use(work));

    public void Dispose() => _connection.Dispose();
}
