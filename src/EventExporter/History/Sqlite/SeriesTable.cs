using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Numbers for what events have in common that take few values together: reason, namespace, kind and the like.</summary>
internal sealed class SeriesTable(SqliteConnection connection) : IDisposable
{
    private const int MostKept = 50_000;

    private readonly Dictionary<Key, long> _known = [];
    private readonly Statement _find = new(connection, """
        SELECT id FROM series WHERE reason = $1 AND namespace = $2 AND kind = $3 AND type = $4 AND component = $5 AND api_version = $6 AND action = $7
            AND finding = $8 AND severity = $9 AND category = $10 AND cluster = $11
        """);

    private readonly Statement _add = new(connection, """
        INSERT INTO series(reason, namespace, kind, type, component, api_version, action, finding, severity, category, cluster)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id
        """);

    public long Of(AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        var key = new Key(
            e.Reason, e.Namespace, e.InvolvedObject.Kind, e.Type, e.Component, e.InvolvedObject.ApiVersion, e.Action, analyzed.Finding?.Kind ?? "",
            (int)analyzed.Severity, (int)analyzed.Category, e.Cluster);
        if (_known.TryGetValue(key, out var id))
            return id;
        if (_known.Count > MostKept)
            _known.Clear();
        object?[] values =
        [
            .. new[] { key.Reason, key.Namespace, key.Kind, key.Type, key.Component, key.ApiVersion, key.Action, key.Finding }.Select(HistoryText.Of),
            key.Severity, key.Category, HistoryText.Of(key.Cluster),
        ];
        id = _find.Number(values) ?? _add.Number(values)!.Value;
        _known[key] = id;
        return id;
    }

    /// <summary>After a transaction that was rolled back, and after rows were removed.</summary>
    public void Forget() => _known.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }

    private readonly record struct Key(
        string Reason, string Namespace, string Kind, string Type, string Component, string ApiVersion, string Action, string Finding, int Severity, int Category, string Cluster);
}
