using System.IO.Enumeration;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>Everything of a cluster but its documents: who asks, templates, lifecycles, data streams, indices.</summary>
internal sealed class ClusterAdministration(ElasticsearchSimulator cluster)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sequences = [];
    private readonly Dictionary<string, JsonObject?> _mappings = [];

    public HashSet<string> DataStreams { get; } = [];

    public IReadOnlyDictionary<string, JsonObject> Objects
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, JsonObject>(_objects);
        }
    }

    public Answer Handle(HttpRequest request, byte[] body)
    {
        lock (_gate)
        {
            var path = request.Path.Value!;
            if (request.Method is "PUT" or "POST" or "DELETE" && !path.StartsWith("/_security/", StringComparison.Ordinal))
                cluster.Changes.Add($"{request.Method} {path}");
            if (body.Length > 0 && request.ContentType?.Split(';')[0] is not "application/json")
                return Answer.Error(406, "media_type_header_exception", $"Invalid media-type value on headers [Content-Type]: {request.ContentType}");
            var content = body.Length > 0 ? BulkRequest.Parse(Encoding.UTF8.GetString(body)) : [];
            return content is null ? Answer.Error(400, "x_content_parse_exception", "[1:1] Unexpected character") : Route(request, path.Trim('/').Split('/'), content);
        }
    }

    public bool IsDataStream(string name)
    {
        lock (_gate)
        {
            if (DataStreams.Contains(name))
                return true;
            return !_mappings.ContainsKey(name) && TemplateFor(name)?["data_stream"] is not null;
        }
    }

    /// <summary>The mapping of an index or data stream, made from its template when it is first seen; null: none is known, all fits.</summary>
    public JsonObject? MappingOf(string name)
    {
        lock (_gate)
        {
            if (!_mappings.TryGetValue(name, out var mapping))
            {
                _mappings[name] = mapping = MappingFor(name);
                if (TemplateFor(name)?["data_stream"] is not null)
                    DataStreams.Add(name);
            }

            return mapping;
        }
    }

    public JsonObject? MappingFor(string name)
    {
        if (TemplateFor(name) is not { } template)
            return null;
        var mapping = new JsonObject();
        foreach (var component in template["composed_of"] as JsonArray ?? [])
        {
            if (_objects.TryGetValue($"_component_template/{component}", out var part) && part["template"]?["mappings"] is JsonObject more)
                Merge(mapping, more);
        }

        if (template["template"]?["mappings"] is JsonObject own)
            Merge(mapping, own);
        return mapping;
    }

    private Answer Route(HttpRequest request, string[] path, JsonObject content) => (request.Method, path) switch
    {
        ("GET", [""]) => new Answer(200, About()),
        ("POST", ["_security", "user", "_has_privileges"]) => HasPrivileges(content),
        ("GET", ["_component_template" or "_index_template" or "_ilm" or "_plugins", ..]) => Get(path),
        ("PUT" or "POST", ["_component_template", var name]) => Denied("manage_index_templates", "cluster:admin/component_template/put", "cluster") ?? PutComponent(name, content),
        ("PUT" or "POST", ["_index_template", var name]) => Denied("manage_index_templates", "indices:admin/index_template/put", "cluster") ?? PutTemplate(name, content),
        ("PUT", ["_ilm", "policy", var name]) when !cluster.IsOpenSearch => Denied("manage_ilm", "cluster:admin/ilm/put", "cluster") ?? Keep($"_ilm/policy/{name}", content),
        ("PUT", ["_plugins", "_ism", "policies", var name]) when cluster.IsOpenSearch => PutPolicy(request, name, content),
        ("GET", ["_data_stream", var name]) => DataStreams.Contains(name) ? new Answer(200, new JsonObject { ["data_streams"] = new JsonArray(new JsonObject { ["name"] = name }) }) : NoIndex(name),
        ("PUT", ["_data_stream", var name]) => Denied("create_index", "indices:admin/data_stream/create", "index") ?? MakeStream(name),
        ("POST", [var name, "_rollover"]) => DataStreams.Contains(name) ? RollOver(name) : NoIndex(name),
        ("GET", [var name, "_mapping"]) => _mappings.TryGetValue(name, out var mapping) ? new Answer(200, new JsonObject { [name] = new JsonObject { ["mappings"] = mapping?.DeepClone() ?? new JsonObject() } }) : NoIndex(name),
        ("PUT", [var name, "_mapping"]) => PutMapping(name, content),
        ("PUT", [var name]) when !name.StartsWith('_') => Denied("create_index", "indices:admin/create", "index") ?? MakeIndex(name),
        _ => Answer.Error(400, "illegal_argument_exception", $"no handler found for uri [{request.Path}] and method [{request.Method}]"),
    };

    private JsonObject About() => new()
    {
        ["name"] = "node-1",
        ["cluster_name"] = "test",
        ["version"] = cluster.IsOpenSearch
            ? new JsonObject { ["distribution"] = "opensearch", ["number"] = cluster.Version }
            : new JsonObject { ["number"] = cluster.Version, ["build_flavor"] = "default" },
        ["tagline"] = cluster.IsOpenSearch ? "The OpenSearch Project: https://opensearch.org/" : "You Know, for Search",
    };

    private Answer HasPrivileges(JsonObject content)
    {
        if (cluster.IsOpenSearch)
            return Answer.Error(400, "illegal_argument_exception", "no handler found for uri [/_security/user/_has_privileges] and method [POST]");
        JsonObject Granted(JsonArray? names) => new(names?.Select(name => KeyValuePair.Create((string)name!, (JsonNode?)!cluster.Lacking.Contains((string)name!))) ?? []);
        var indices = new JsonObject();
        foreach (var entry in content["index"] as JsonArray ?? [])
        {
            foreach (var name in entry!["names"]!.AsArray())
                indices[(string)name!] = Granted(entry["privileges"]!.AsArray());
        }

        return new Answer(200, new JsonObject { ["username"] = "exporter", ["has_all_requested"] = cluster.Lacking.Count == 0, ["cluster"] = Granted(content["cluster"] as JsonArray), ["index"] = indices });
    }

    private Answer? Denied(string privilege, string action, string scope) => cluster.Lacking.Contains(privilege)
        ? Answer.Error(403, "security_exception", $"action [{action}] is unauthorized for user [exporter] with effective roles [writer], this action is granted by the {scope} privileges [{privilege},manage,all]")
        : null;

    private Answer Get(string[] path)
    {
        var key = string.Join('/', path);
        if (!_objects.TryGetValue(key, out var found))
            return Answer.Error(404, path[0] == "_plugins" ? "status_exception" : "resource_not_found_exception", $"{path[0].Trim('_').Replace('_', ' ')} matching [{path[^1]}] not found");
        var copy = found.DeepClone();
        return path[0] switch
        {
            "_component_template" => new Answer(200, new JsonObject { ["component_templates"] = new JsonArray(new JsonObject { ["name"] = path[^1], ["component_template"] = Stored(copy) }) }),
            "_index_template" => new Answer(200, new JsonObject { ["index_templates"] = new JsonArray(new JsonObject { ["name"] = path[^1], ["index_template"] = Stored(copy) }) }),
            "_ilm" => new Answer(200, new JsonObject { [path[^1]] = new JsonObject { ["version"] = 1, ["modified_date"] = "2026-01-01T00:00:00.000Z", ["policy"] = copy["policy"]!.DeepClone() } }),
            _ => new Answer(200, new JsonObject { ["_id"] = path[^1], ["_version"] = 1, ["_seq_no"] = _sequences[key], ["_primary_term"] = 1, ["policy"] = copy["policy"]!.DeepClone() }),
        };
    }

    /// <summary>As a cluster gives it back: settings as texts below <c>index</c>.</summary>
    private static JsonNode Stored(JsonNode template)
    {
        if (template["template"]?["settings"] is JsonObject settings)
        {
            var stored = new JsonObject();
            foreach (var (name, value) in settings.ToList())
            {
                var place = stored;
                var parts = (name.StartsWith("index.", StringComparison.Ordinal) ? name : "index." + name).Split('.');
                foreach (var part in parts[..^1])
                    place = (JsonObject)(place[part] ??= new JsonObject());
                place[parts[^1]] = value!.ToString();
            }

            template["template"]!["settings"] = stored;
        }

        if (template["template"]?["lifecycle"] is JsonObject lifecycle)
            lifecycle["enabled"] = true;
        return template;
    }

    private Answer PutComponent(string name, JsonObject content)
    {
        if (Unknown(content, "component_template", ["template", "version", "_meta", .. cluster.IsOpenSearch ? Array.Empty<string>() : ["deprecated"]]) is { } problem)
            return problem;
        return CheckTemplate(content["template"] as JsonObject) ?? Keep($"_component_template/{name}", content);
    }

    private Answer PutTemplate(string name, JsonObject content)
    {
        string[] known = ["index_patterns", "composed_of", "template", "data_stream", "priority", "version", "_meta"];
        string[] elastic = ["allow_auto_create", "ignore_missing_component_templates", "deprecated"];
        if (Unknown(content, "index_template", cluster.IsOpenSearch ? known : [.. known, .. elastic]) is { } problem)
            return problem;
        var optional = (content["ignore_missing_component_templates"] as JsonArray ?? []).Select(static n => (string)n!).ToHashSet();
        var missing = (content["composed_of"] as JsonArray ?? []).Select(static n => (string)n!).Where(n => !optional.Contains(n) && !_objects.ContainsKey($"_component_template/{n}")).ToList();
        if (missing.Count > 0)
            return Answer.Error(400, "invalid_index_template_exception", $"index_template [{name}] invalid, cause [index template [{name}] specifies component templates [{string.Join(", ", missing)}] that do not exist]");
        return CheckTemplate(content["template"] as JsonObject) ?? Keep($"_index_template/{name}", content);
    }

    private Answer? CheckTemplate(JsonObject? template)
    {
        if (template is null)
            return null;
        if (Unknown(template, "template", ["settings", "mappings", "aliases", .. cluster.IsOpenSearch ? Array.Empty<string>() : ["lifecycle", "data_stream_options"]]) is { } problem)
            return problem;
        return template["mappings"] is JsonObject mappings && MappingRules.UnknownType(mappings, cluster.IsOpenSearch) is { } type
            ? Answer.Error(400, "mapper_parsing_exception", $"Failed to parse mapping: {type}")
            : null;
    }

    private Answer PutPolicy(HttpRequest request, string name, JsonObject content)
    {
        var key = $"_plugins/_ism/policies/{name}";
        var given = request.Query["if_seq_no"].ToString();
        if (_sequences.TryGetValue(key, out var current) && given != $"{current}")
            return Answer.Error(409, "version_conflict_engine_exception", $"[{name}]: version conflict, required seqNo [{given}], primary term [1]. current document has seqNo [{current}] and primary term [1]");
        _sequences[key] = current + 1;
        return Keep(key, content, 201);
    }

    private static Answer? Unknown(JsonObject content, string parser, string[] known) =>
        content.FirstOrDefault(member => !known.Contains(member.Key)) is { Key: { } unknown } ? Answer.Error(400, "x_content_parse_exception", $"[1:2] [{parser}] unknown field [{unknown}]") : null;

    private Answer Keep(string key, JsonObject content, int status = 200)
    {
        _objects[key] = content;
        return Answer.Acknowledged with { Status = status };
    }

    private Answer MakeStream(string name)
    {
        if (TemplateFor(name)?["data_stream"] is null)
            return Answer.Error(400, "illegal_argument_exception", $"no matching index template found for data stream [{name}]");
        if (!DataStreams.Add(name))
            return Answer.Error(400, "resource_already_exists_exception", $"data_stream [{name}] already exists");
        _mappings[name] = MappingFor(name);
        return Answer.Acknowledged;
    }

    private Answer MakeIndex(string name)
    {
        if (_mappings.ContainsKey(name))
            return Answer.Error(400, "resource_already_exists_exception", $"index [{name}/x] already exists");
        _mappings[name] = MappingFor(name);
        return Answer.Acknowledged;
    }

    private Answer RollOver(string name)
    {
        _mappings[name] = MappingFor(name);
        return new Answer(200, new JsonObject { ["acknowledged"] = true, ["rolled_over"] = true });
    }

    private Answer PutMapping(string name, JsonObject content)
    {
        if (!_mappings.TryGetValue(name, out var mapping))
            return NoIndex(name);
        Merge(_mappings[name] = mapping ?? [], content);
        return Answer.Acknowledged;
    }

    private static Answer NoIndex(string name) => Answer.Error(404, "index_not_found_exception", $"no such index [{name}]");

    private JsonObject? TemplateFor(string index) => _objects
        .Where(entry => entry.Key.StartsWith("_index_template/", StringComparison.Ordinal))
        .Select(static entry => entry.Value)
        .Where(template => template["index_patterns"]!.AsArray().Any(pattern => FileSystemName.MatchesSimpleExpression((string)pattern!, index, ignoreCase: false)))
        .MaxBy(static template => template["priority"]?.GetValue<int>() ?? 0);

    private static void Merge(JsonObject target, JsonObject more)
    {
        foreach (var (name, value) in more)
        {
            if (target[name] is JsonObject inner && value is JsonObject deeper)
                Merge(inner, deeper);
            else
                target[name] = value?.DeepClone();
        }
    }
}
