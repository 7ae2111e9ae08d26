using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Numbers for objects as they were seen: a row for each state of labels, owners and node.</summary>
internal sealed class ObjectTable(SqliteConnection connection) : IDisposable
{
    private const int MostKept = 50_000;

    private readonly Dictionary<Key, long> _known = [];
    private readonly ConditionalWeakTable<IReadOnlyDictionary<string, string>, string> _maps = [];
    private readonly Statement _find = new(connection, "SELECT id FROM objects WHERE hash = $1");
    private readonly Statement _same = new(connection, "SELECT same FROM objects WHERE name = $1 AND namespace = $2 AND kind = $3 AND uid = $4 LIMIT 1");
    private readonly Statement _next = new(connection, "SELECT seq + 1 FROM sqlite_sequence WHERE name = 'objects'");
    private readonly Statement _add = new(connection, """
        INSERT INTO objects(hash, same, kind, namespace, name, uid, field_path, owner_kind, owner, owner_api_version, node, host, deleted, labels, annotations, namespace_labels)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id
        """);

    public long Of(AnalyzedEvent analyzed)
    {
        var (about, facts, root) = (analyzed.Event.InvolvedObject, analyzed.Object, analyzed.Object.RootOwner);
        var key = new Key(
            about.Kind, about.Namespace, about.Name, about.Uid, about.FieldPath, root?.Kind ?? about.Kind, root?.Name ?? about.Name, root?.ApiVersion ?? about.ApiVersion,
            facts.Node, analyzed.Event.Host, facts.Deleted, Json(facts.Labels), Json(facts.Annotations), Json(facts.NamespaceLabels));
        if (_known.TryGetValue(key, out var id))
            return id;
        if (_known.Count > MostKept)
            _known.Clear();
        var hash = key.Hash();
        id = _find.Number(hash) ?? Add(key.Clean(), hash);
        _known[key] = id;
        return id;
    }

    /// <summary>After a transaction that was rolled back, and after rows were removed.</summary>
    public void Forget() => _known.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _same.Dispose();
        _next.Dispose();
        _add.Dispose();
    }

    private long Add(Key key, byte[] hash)
    {
        // Its own number, which is never used again, where it is the first of its object.
        var same = _same.Number(key.Name, key.Namespace, key.Kind, key.Uid) ?? _next.Number() ?? 1;
        return _add.Number(
            hash, same, key.Kind, key.Namespace, key.Name, key.Uid, key.FieldPath, key.OwnerKind, key.Owner, key.OwnerApiVersion, key.Node, key.Host, key.Deleted ? 1 : 0,
            key.Labels, key.Annotations, key.NamespaceLabels)!.Value;
    }

    private string Json(IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
            return "{}";
        return _maps.TryGetValue(map, out var json) ? json : Remember(map);
    }

    private string Remember(IReadOnlyDictionary<string, string> map)
    {
        var json = JsonSerializer.Serialize(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(HistoryText.Of(entry.Key), HistoryText.Of(entry.Value))).DistinctBy(entry => entry.Key).ToDictionary());
        _maps.AddOrUpdate(map, json);
        return json;
    }

    private readonly record struct Key(
        string Kind, string Namespace, string Name, string Uid, string FieldPath, string OwnerKind, string Owner, string OwnerApiVersion,
        string Node, string Host, bool Deleted, string Labels, string Annotations, string NamespaceLabels)
    {
        /// <summary>As columns hold it.</summary>
        public Key Clean() => new(
            HistoryText.Of(Kind), HistoryText.Of(Namespace), HistoryText.Of(Name), HistoryText.Of(Uid), HistoryText.Of(FieldPath), HistoryText.Of(OwnerKind), HistoryText.Of(Owner),
            HistoryText.Of(OwnerApiVersion), HistoryText.Of(Node), HistoryText.Of(Host), Deleted, Labels, Annotations, NamespaceLabels);

        /// <summary>16 bytes that tell any two apart.</summary>
        public byte[] Hash()
        {
            var text = new StringBuilder();
            foreach (var part in (ReadOnlySpan<string>)[Kind, Namespace, Name, Uid, FieldPath, OwnerKind, Owner, OwnerApiVersion, Node, Host, Deleted ? "1" : "0", Labels, Annotations, NamespaceLabels])
                text.Append(part.Length).Append(':').Append(part);
            return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..16];
        }
    }
}
