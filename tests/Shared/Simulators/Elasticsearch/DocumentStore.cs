using System.Text;
using System.Text.Json.Nodes;

namespace EventExporter.Testing.Simulators;

/// <summary>The documents of a cluster, each checked against the mapping of its index.</summary>
internal sealed class DocumentStore(ClusterAdministration administration)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Index, string Id), JsonObject> _documents = [];
    private readonly Dictionary<(string Index, string Id), long> _versions = [];

    public int Duplicates { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate)
                return _documents.Count;
        }
    }

    public IReadOnlyDictionary<(string Index, string Id), JsonObject> Documents
    {
        get
        {
            lock (_gate)
                return new Dictionary<(string, string), JsonObject>(_documents);
        }
    }

    public JsonObject Store(BulkRequest.Action action, Func<string, (int Status, string Type, string Reason)?> fault)
    {
        lock (_gate)
        {
            if (Refuse(action, out var document) is { } refusal)
                return refusal;
            if (fault(action.Id) is { } failure)
                return Answer.ItemError(failure.Status, failure.Type, failure.Reason);
            return Write(action, document);
        }
    }

    private JsonObject? Refuse(BulkRequest.Action action, out JsonObject document)
    {
        document = [];
        if (action.Index.Any(char.IsUpper))
            return Answer.ItemError(400, "invalid_index_name_exception", $"Invalid index name [{action.Index}], must be lowercase");
        var isStream = administration.IsDataStream(action.Index);
        if (isStream && action.Op == "index")
            return Answer.ItemError(400, "illegal_argument_exception", "only write ops with an op_type of create are allowed in data streams");
        if (Encoding.UTF8.GetByteCount(action.Id) > 512)
            return Answer.ItemError(400, "illegal_argument_exception", $"id [{action.Id}] is too long, must be no longer than 512 bytes but was: {Encoding.UTF8.GetByteCount(action.Id)}");
        if (BulkRequest.Parse(action.Document) is not { Count: > 0 } parsed)
            return Answer.ItemError(400, "document_parsing_exception", "[1:1] failed to parse");
        document = parsed;
        if (isStream && document["@timestamp"] is null)
            return Answer.ItemError(400, "document_parsing_exception", "[1:2] failed to parse: data stream timestamp field [@timestamp] is missing");
        return administration.MappingOf(action.Index) is { } mapping && MappingRules.Check(mapping, document, action.Id) is { } problem
            ? Answer.ItemError(400, problem.Type, problem.Reason)
            : null;
    }

    private JsonObject Write(BulkRequest.Action action, JsonObject document)
    {
        var key = (action.Index, action.Id);
        var isNew = !_documents.ContainsKey(key);
        if (action.Op == "create" && !isNew)
        {
            Duplicates++;
            return Answer.ItemError(409, "version_conflict_engine_exception", $"[{action.Id}]: version conflict, document already exists (current version [1])");
        }

        if (action.Version is { } version && _versions.TryGetValue(key, out var current) && version <= current)
            return Answer.ItemError(409, "version_conflict_engine_exception", $"[{action.Id}]: version conflict, current version [{current}] is higher or equal to the one provided [{version}]");
        _versions[key] = action.Version ?? _versions.GetValueOrDefault(key) + 1;
        _documents[key] = document;
        return new JsonObject { ["_index"] = action.Index, ["_id"] = action.Id, ["status"] = isNew ? 201 : 200 };
    }
}
