using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>
/// Elasticsearch, or OpenSearch, as far as the exporter speaks with it, and strict where it is: media types, the newline at the end, unknown
/// parameters, op types of data streams, mappings of templates, versions, the size of a request, credentials and privileges.
/// </summary>
internal sealed class ElasticsearchSimulator : HttpSimulator
{
    private readonly ClusterAdministration _administration;
    private readonly DocumentStore _store;
    private readonly List<int> _bulkSizes = [];

    public ElasticsearchSimulator()
    {
        _administration = new ClusterAdministration(this);
        _store = new DocumentStore(_administration);
    }

    /// <summary>OpenSearch instead of Elasticsearch.</summary>
    public bool IsOpenSearch { get; set; }

    public string Version { get; set; } = "8.15.3";

    /// <summary>Names that are data streams, besides those that templates make.</summary>
    public HashSet<string> DataStreams => _administration.DataStreams;

    /// <summary>The Authorization header that is asked for; null: none.</summary>
    public string? Authorization { get; set; }

    /// <summary>Privileges that the credentials lack, such as <c>manage_index_templates</c>.</summary>
    public HashSet<string> Lacking { get; } = [];

    /// <summary><c>http.max_content_length</c>, of the uncompressed body.</summary>
    public int MaxContentLength { get; set; } = int.MaxValue;

    /// <summary>Status and error for single documents, by id; null: it is stored.</summary>
    public Func<string, (int Status, string Type, string Reason)?> ItemFault { get; set; } = static _ => null;

    /// <summary>Writes of documents that were there already.</summary>
    public int Duplicates => _store.Duplicates;

    public int Stored => _store.Count;

    /// <summary>Query strings of bulk requests, in order.</summary>
    public List<string> Queries { get; } = [];

    /// <summary>Bytes of bulk requests that were taken, uncompressed, in order.</summary>
    public IReadOnlyList<int> BulkSizes
    {
        get
        {
            lock (Queries)
                return [.. _bulkSizes];
        }
    }

    /// <summary>Requests that change something other than documents, as <c>PUT /_index_template/name</c>, in order.</summary>
    public List<string> Changes { get; } = [];

    public IReadOnlyDictionary<(string Index, string Id), JsonObject> Documents => _store.Documents;

    /// <summary>Component templates, index templates, policies, by path as they were put.</summary>
    public IReadOnlyDictionary<string, JsonObject> Objects => _administration.Objects;

    /// <summary>The mapping that a new index of this name would get.</summary>
    public JsonObject? MappingFor(string index) => _administration.MappingFor(index);

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        var (status, answer) = Answer(context.Request, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (!IsOpenSearch)
            context.Response.Headers["X-Elastic-Product"] = "Elasticsearch";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private Answer Answer(HttpRequest request, byte[] body)
    {
        var path = request.Path.Value!;
        if (Authorization is not null && request.Headers.Authorization != Authorization)
            return Simulators.Answer.Error(401, "security_exception", $"missing authentication credentials for REST request [{path}]");
        if (!path.EndsWith("/_bulk", StringComparison.Ordinal))
            return _administration.Handle(request, body);
        lock (Queries)
            Queries.Add(request.QueryString.Value ?? "");
        return Bulk(request, body);
    }

    private Answer Bulk(HttpRequest request, byte[] body)
    {
        if (request.Method is not ("POST" or "PUT"))
            return Simulators.Answer.Error(405, "illegal_argument_exception", $"Incorrect HTTP method for uri [{request.Path}] and method [{request.Method}], allowed: [POST, PUT]");
        if (request.ContentType?.Split(';')[0] is not ("application/x-ndjson" or "application/json"))
            return Simulators.Answer.Error(406, "media_type_header_exception", $"Invalid media-type value on headers [Content-Type]: {request.ContentType}");
        if (BulkRequest.UnknownParameter(request) is { } parameter)
            return Simulators.Answer.Error(400, "illegal_argument_exception", $"request [{request.Path}] contains unrecognized parameter: [{parameter}]");
        if (body.Length > MaxContentLength)
            return Simulators.Answer.Error(413, "http_error", "Request Entity Too Large");
        if (body.Length == 0)
            return Simulators.Answer.Error(400, "parse_exception", "request body is required");
        if (body[^1] != (byte)'\n')
            return Simulators.Answer.Error(400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]");
        lock (Queries)
            _bulkSizes.Add(body.Length);
        var segments = request.Path.Value!.Trim('/').Split('/');
        return Items(Encoding.UTF8.GetString(body).TrimEnd('\n').Split('\n'), segments.Length > 1 ? Uri.UnescapeDataString(segments[0]) : null);
    }

    private Answer Items(string[] lines, string? indexOfPath)
    {
        if (!BulkRequest.TryRead(lines, indexOfPath, out var actions, out var problem))
            return problem;
        var items = new JsonArray();
        var errors = false;
        foreach (var action in actions)
        {
            var result = Lacking.Contains("create_doc")
                ? Simulators.Answer.ItemError(403, "security_exception", $"action [indices:data/write/bulk[s]] is unauthorized for API key id [test] on indices [{action.Index}], this action is granted by the index privileges [create_doc,create,delete,index,write,all]")
                : _store.Store(action, ItemFault);
            errors |= result.ContainsKey("error");
            items.Add(new JsonObject { [action.Op] = result });
        }

        return new Answer(200, new JsonObject { ["errors"] = errors, ["took"] = 3, ["items"] = items });
    }
}
