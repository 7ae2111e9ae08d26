using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>The open database: one connection that writes, and some that read side by side.</summary>
internal sealed class HistoryFile : IDisposable
{
    private readonly string _file;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private int _closed;

    private HistoryFile(string file, HistoryWriter? writer)
    {
        _file = file;
        Writer = writer;
    }

    /// <summary>Null where the history is only read.</summary>
    public HistoryWriter? Writer { get; }

    public BlockCache Blocks { get; private init; } = new();

    /// <param name="size">See <see cref="HistoryDatabase.OpenWriter"/>.</param>
    public static HistoryFile Open(string file, long size)
    {
        var blocks = new BlockCache();
        var connection = HistoryDatabase.OpenWriter(file, size);
        try
        {
            return new HistoryFile(file, new HistoryWriter(connection, blocks)) { Blocks = blocks };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static HistoryFile OpenToRead(string file) => new(file, null);

    public SqliteConnection TakeReader() => _readers.TryTake(out var reader) ? reader : HistoryDatabase.OpenReader(_file);

    public void GiveBack(SqliteConnection reader)
    {
        _readers.Add(reader);
        if (Volatile.Read(ref _closed) == 1)
            CloseReaders();
    }

    public void Dispose()
    {
        Volatile.Write(ref _closed, 1);
        CloseReaders();
        Writer?.Dispose();
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }
}
