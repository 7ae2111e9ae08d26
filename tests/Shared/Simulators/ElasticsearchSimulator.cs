using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>
/// The bulk endpoint as Elasticsearch has it, strict where Elasticsearch is strict: media type, the newline at the end, an action before
/// each document, op types of data streams, ids that exist, the size of a request, credentials.
/// </summary>
internal sealed class ElasticsearchSimulator : HttpSimulator
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Index, string Id), JsonObject> _documents = [];

    /// <summary>Names that are data streams.</summary>
    public HashSet<string> DataStreams { get; } = [];

    /// <summary>The Authorization header that is asked for; null: none.</summary>
    public string? Authorization { get; set; }

    /// <summary><c>http.max_content_length</c>, of the uncompressed body.</summary>
    public int MaxContentLength { get; set; } = int.MaxValue;

    /// <summary>Status and error for single documents, by id; null: it is stored.</summary>
    public Func<string, (int Status, string Type, string Reason)?> ItemFault { get; set; } = static _ => null;

    /// <summary>Writes of documents that were there already.</summary>
    public int Duplicates { get; private set; }

    public int Stored
    {
        get
        {
            lock (_gate)
                return _documents.Count;
        }
    }

    /// <summary>Query strings seen, in order.</summary>
    public List<string> Queries { get; } = [];

    public IReadOnlyDictionary<(string Index, string Id), JsonObject> Documents
    {
        get
        {
            lock (_gate)
                return new Dictionary<(string, string), JsonObject>(_documents);
        }
    }

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        lock (_gate)
            Queries.Add(context.Request.QueryString.Value ?? "");
        var (status, answer) = Bulk(context.Request, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int Status, JsonObject Answer) Bulk(HttpRequest request, byte[] body)
    {
        if (Authorization is not null && request.Headers.Authorization != Authorization)
            return Error(401, "security_exception", "missing authentication credentials for REST request [/_bulk]");
        if (!request.Path.Value!.EndsWith("/_bulk", StringComparison.Ordinal) || request.Method != "POST")
            return Error(405, "illegal_argument_exception", $"no handler for [{request.Method} {request.Path}]");
        if (request.ContentType?.Split(';')[0] is not ("application/x-ndjson" or "application/json"))
            return Error(406, "media_type_header_exception", $"Invalid media-type value on headers [Content-Type]: {request.ContentType}");
        if (body.Length > MaxContentLength)
            return Error(413, "http_error", "Request Entity Too Large");
        if (body.Length == 0)
            return Error(400, "parse_exception", "request body is required");
        if (body[^1] != (byte)'\n')
            return Error(400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]");

        var segments = request.Path.Value!.Trim('/').Split('/');
        return Items(Encoding.UTF8.GetString(body).TrimEnd('\n').Split('\n'), segments.Length > 1 ? segments[0] : null);
    }

    private (int Status, JsonObject Answer) Items(string[] lines, string? indexOfPath)
    {
        var items = new JsonArray();
        var errors = false;
        for (var i = 0; i < lines.Length; i += 2)
        {
            if (!TryParse(lines[i], out var action) || action.Count != 1 || action.First() is not { Key: "create" or "index", Value: JsonObject target })
                return Error(400, "illegal_argument_exception", $"Malformed action/metadata line [{i + 1}]");
            if (i + 1 >= lines.Length)
                return Error(400, "illegal_argument_exception", "The bulk request must hold a document after each action");
            var op = action.First().Key;
            var index = (string?)target["_index"] ?? indexOfPath;
            if (index is null)
                return Error(400, "action_request_validation_exception", "Validation Failed: 1: index is missing;");
            var result = Store(op, index, (string?)target["_id"] ?? Guid.NewGuid().ToString(), lines[i + 1]);
            errors |= result.ContainsKey("error");
            items.Add(new JsonObject { [op] = result });
        }

        return (200, new JsonObject { ["errors"] = errors, ["items"] = items });
    }

    private JsonObject Store(string op, string index, string id, string line)
    {
        lock (_gate)
        {
            if (index.Any(char.IsUpper))
                return ItemError(400, "invalid_index_name_exception", $"Invalid index name [{index}], must be lowercase");
            if (op == "index" && DataStreams.Contains(index))
                return ItemError(400, "illegal_argument_exception", "only write ops with an op_type of create are allowed in data streams");
            if (Encoding.UTF8.GetByteCount(id) > 512)
                return ItemError(400, "illegal_argument_exception", $"id is too long, must be no longer than 512 bytes but was: {id.Length}");
            if (!TryParse(line, out var document))
                return ItemError(400, "document_parsing_exception", "failed to parse");
            if (DataStreams.Contains(index) && document["@timestamp"] is null)
                return ItemError(400, "document_parsing_exception", "data stream timestamp field [@timestamp] is missing");
            if (ItemFault(id) is { } fault)
                return ItemError(fault.Status, fault.Type, fault.Reason);
            if (op == "create" && _documents.ContainsKey((index, id)))
            {
                Duplicates++;
                return ItemError(409, "version_conflict_engine_exception", $"[{id}]: version conflict, document already exists (current version [1])");
            }

            var isNew = !_documents.ContainsKey((index, id));
            _documents[(index, id)] = document;
            return new JsonObject { ["status"] = isNew ? 201 : 200 };
        }
    }

    private static bool TryParse(string line, out JsonObject document)
    {
        try
        {
            document = JsonNode.Parse(line, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? [];
            return document.Count > 0;
        }
        catch (JsonException)
        {
            document = [];
            return false;
        }
    }

    private static JsonObject ItemError(int status, string type, string reason) =>
        new() { ["status"] = status, ["error"] = new JsonObject { ["type"] = type, ["reason"] = reason } };

    private static (int Status, JsonObject Answer) Error(int status, string type, string reason) =>
        (status, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["reason"] = reason }, ["status"] = status });
}
