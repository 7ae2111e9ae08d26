using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>The saved objects of Kibana 8, strict about the header against forged requests, the form of an import, types, versions and references.</summary>
internal sealed class KibanaSimulator : HttpSimulator
{
    private static readonly string[] Types = ["index-pattern", "search", "visualization", "lens", "dashboard", "map", "tag"];

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Space, string Type, string Id), JsonObject> _objects = [];

    /// <summary>OpenSearch Dashboards: another header, and no lens.</summary>
    public bool IsOpenSearch { get; set; }

    public string? Authorization { get; set; }

    public Version Version { get; set; } = new(8, 15, 3);

    /// <summary>Spaces besides the default one.</summary>
    public HashSet<string> Spaces { get; } = [];

    /// <summary>The credentials may read and not write.</summary>
    public bool IsReadOnly { get; set; }

    public int Imports { get; private set; }

    /// <summary>By space (empty: the default one), type and id.</summary>
    public IReadOnlyDictionary<(string Space, string Type, string Id), JsonObject> Objects
    {
        get
        {
            lock (_gate)
                return new Dictionary<(string, string, string), JsonObject>(_objects);
        }
    }

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        var (status, type, text) = Answer(context.Request, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers["kbn-name"] = "test";
        await context.Response.WriteAsync(text);
    }

    private (int Status, string Type, string Text) Answer(HttpRequest request, byte[] body)
    {
        var path = request.Path.Value!;
        if (Authorization is not null && request.Headers.Authorization != Authorization)
            return Boom(401, "Unauthorized", "[security_exception: missing authentication credentials]");
        var header = IsOpenSearch ? "osd-xsrf" : "kbn-xsrf";
        if (request.Method == "POST" && !request.Headers.ContainsKey(header))
            return Boom(400, "Bad Request", $"Request must contain a {header} header.");
        var space = "";
        if (path.StartsWith("/s/", StringComparison.Ordinal))
        {
            space = path.Split('/')[2];
            path = path[(3 + space.Length)..];
            if (!Spaces.Contains(space))
                return Boom(404, "Not Found", $"Saved object [space/{space}] not found");
        }

        lock (_gate)
        {
            return (request.Method, path) switch
            {
                ("POST", "/api/saved_objects/_import") => Import(space, request, body),
                ("POST", "/api/saved_objects/_export") => Export(space, JsonNode.Parse(body)!.AsObject()),
                _ => Boom(404, "Not Found", "Not Found"),
            };
        }
    }

    private (int Status, string Type, string Text) Export(string space, JsonObject wanted)
    {
        var lines = new StringBuilder();
        foreach (var node in wanted["objects"]!.AsArray())
        {
            var (type, id) = ((string)node!["type"]!, (string)node["id"]!);
            if (!Types.Contains(type) || (IsOpenSearch && type == "lens"))
                return Boom(400, "Bad Request", $"Trying to export object(s) with non-exportable types: {type}:{id}");
            if (!_objects.TryGetValue((space, type, id), out var found))
            {
                var error = new JsonObject { ["statusCode"] = 404, ["error"] = "Not Found", ["message"] = $"Saved object [{type}/{id}] not found" };
                var missing = new JsonObject { ["id"] = id, ["type"] = type, ["error"] = error };
                return Boom(400, "Bad Request", "Error fetching objects to export", new JsonObject { ["objects"] = new JsonArray(missing) });
            }

            lines.Append(found.ToJsonString()).Append('\n');
        }

        return (200, "application/ndjson", lines.ToString().TrimEnd('\n'));
    }

    private (int Status, string Type, string Text) Import(string space, HttpRequest request, byte[] body)
    {
        if (request.ContentType is not { } type || !type.StartsWith("multipart/form-data; boundary=", StringComparison.Ordinal))
            return Boom(415, "Unsupported Media Type", "Unsupported Media Type");
        if (IsReadOnly)
            return Boom(403, "Forbidden", "Unable to bulk_create dashboard,index-pattern");
        if (FileOf(type["multipart/form-data; boundary=".Length..].Trim('"'), Encoding.UTF8.GetString(body)) is not { } file)
            return Boom(400, "Bad Request", "[request body.file]: expected value of type [Stream] but got [undefined]");
        if (!file.Name.EndsWith(".ndjson", StringComparison.Ordinal))
            return Boom(400, "Bad Request", $"Invalid file extension {Path.GetExtension(file.Name)}");
        Imports++;
        var objects = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject()).ToList();
        if (objects.FirstOrDefault(o => o["coreMigrationVersion"] is { } version && Version.Parse((string)version!) > Version) is { } newer)
            return Boom(422, "Unprocessable Entity", $"Document \"{newer["id"]}\" belongs to a more recent version of Kibana [{newer["coreMigrationVersion"]}] when the last known version is [{Version}].");
        return Store(space, request.Query["overwrite"] == "true", objects);
    }

    private (int Status, string Type, string Text) Store(string space, bool overwrite, List<JsonObject> objects)
    {
        var errors = new JsonArray();
        foreach (var item in objects)
        {
            if (Refuse(space, overwrite, objects, item) is { } error)
                errors.Add(new JsonObject { ["id"] = (string)item["id"]!, ["type"] = (string)item["type"]!, ["title"] = item["attributes"]?["title"]?.DeepClone(), ["error"] = error });
        }

        if (errors.Count == 0)
        {
            foreach (var item in objects)
                _objects[(space, (string)item["type"]!, (string)item["id"]!)] = item;
        }

        var answer = new JsonObject { ["success"] = errors.Count == 0, ["successCount"] = objects.Count - errors.Count, ["warnings"] = new JsonArray() };
        if (errors.Count > 0)
            answer["errors"] = errors;
        return (200, "application/json", answer.ToJsonString());
    }

    private JsonObject? Refuse(string space, bool overwrite, List<JsonObject> objects, JsonObject item)
    {
        var (type, id) = ((string)item["type"]!, (string)item["id"]!);
        if (!Types.Contains(type) || (IsOpenSearch && type == "lens"))
            return new JsonObject { ["type"] = "unsupported_type" };
        if (!overwrite && _objects.ContainsKey((space, type, id)))
            return new JsonObject { ["type"] = "conflict" };
        var missing = (item["references"] as JsonArray ?? [])
            .Where(r => (string?)r!["type"] is "index-pattern" or "search")
            .Where(r => !objects.Any(o => (string?)o["type"] == (string?)r!["type"] && (string?)o["id"] == (string?)r["id"]) && !_objects.ContainsKey((space, (string)r!["type"]!, (string)r["id"]!)))
            .Select(static r => (JsonNode)new JsonObject { ["type"] = (string?)r!["type"], ["id"] = (string?)r["id"] })
            .ToArray();
        return missing.Length > 0 ? new JsonObject { ["type"] = "missing_references", ["references"] = new JsonArray(missing) } : null;
    }

    /// <summary>The part named <c>file</c> of a form.</summary>
    private static (string Name, string Text)? FileOf(string boundary, string form)
    {
        foreach (var part in form.Split($"--{boundary}", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0 || !part[..end].Contains("name=file", StringComparison.Ordinal) && !part[..end].Contains("name=\"file\"", StringComparison.Ordinal))
                continue;
            var at = part.IndexOf("filename=", StringComparison.Ordinal);
            return at < 0 || at > end ? null : (part[(at + 9)..].Split(';', '\r')[0].Trim('"'), part[(end + 4)..].TrimEnd('\r', '\n'));
        }

        return null;
    }

    private static (int Status, string Type, string Text) Boom(int status, string error, string message, JsonObject? attributes = null)
    {
        var body = new JsonObject { ["statusCode"] = status, ["error"] = error, ["message"] = message };
        if (attributes is not null)
            body["attributes"] = attributes;
        return (status, "application/json", body.ToJsonString(JsonSerializerOptions.Web));
    }
}
