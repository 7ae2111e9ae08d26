using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Numbers for names, in a table of (id, name).</summary>
/// <param name="table">A name of our own, never one from outside.</param>
internal sealed class NameTable(SqliteConnection connection, string table) : IDisposable
{
    private const int MostKept = 50_000;

    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly Statement _find = new(connection, $"SELECT id FROM {table} WHERE name = $1");
    private readonly Statement _add = new(connection, $"INSERT INTO {table}(name) VALUES($1) RETURNING id");

    public long Of(string name)
    {
        if (_known.TryGetValue(name, out var id))
            return id;
        if (_known.Count > MostKept)
            _known.Clear();
        var text = HistoryText.Of(name);
        id = _find.Number(text) ?? _add.Number(text)!.Value;
        _known[name] = id;
        return id;
    }

    public void Forget() => _known.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }
}
