using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>The saved objects of Kibana or OpenSearch Dashboards (Kibana guide, "Saved objects APIs").</summary>
internal sealed class KibanaApi : IDisposable
{
    private readonly HttpClient _client;
    private readonly SecretMask _mask;
    private readonly string _root;

    private KibanaApi(Uri address, string space, ElasticsearchOptions options)
    {
        Address = address;
        Space = space;
        _root = address.GetLeftPart(UriPartial.Path).TrimEnd('/') + (space.Length > 0 ? $"/s/{Uri.EscapeDataString(space)}" : "");
        _client = SinkHttpClient.Create(options, transport: null);
        _client.Timeout = options.Timeout ?? TimeSpan.FromSeconds(60);
        // Both must say that no browser was tricked into sending this.
        _client.DefaultRequestHeaders.Add(options is OpenSearchOptions ? "osd-xsrf" : "kbn-xsrf", "true");
        var own = options.Kibana;
        var userInfo = address.UserInfo;
        if (own is { ApiKey.IsEmpty: false })
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", own.ApiKey.Reveal());
        else if (own is { Username.Length: > 0 })
            _client.DefaultRequestHeaders.Authorization = BasicAuthentication.Header(own.Username, own.Password.Reveal());
        else if (userInfo.Length > 0)
            _client.DefaultRequestHeaders.Authorization = BasicAuthentication.Header(userInfo);
        else
            _client.DefaultRequestHeaders.Authorization = OfReceiver(options);
        _mask = new SecretMask([own?.ApiKey.Reveal() ?? "", own?.Password.Reveal() ?? "", userInfo, options.ApiKey.Reveal(), options.Password.Reveal()]);
    }

    public Uri Address { get; }

    public string Space { get; }

    /// <summary>Null if nothing says where it is.</summary>
    public static KibanaApi? Of(ElasticsearchOptions options, SetupRequest request)
    {
        var address = request.Kibana ?? options.Kibana?.Url ?? (options.CloudId.Length > 0 ? CloudId.ToKibana(options.CloudId) : null);
        if (address is null)
            return null;
        return address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? new KibanaApi(address, request.Space ?? options.Kibana?.Space ?? "", options)
            : throw UserError.Usage($"event-exporter: '{address}' is no address of Kibana; write it like https://kibana:5601.");
    }

    /// <summary>One object as it is stored; null if there is none.</summary>
    public async Task<JsonObject?> ExportAsync(string type, string id, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["objects"] = new JsonArray(new JsonObject { ["type"] = type, ["id"] = id }),
            ["includeReferencesDeep"] = false,
            ["excludeExportDetails"] = true,
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        var (status, text) = await PostAsync("/api/saved_objects/_export", content, cancellation);
        if (status == 400 && Parse(text)?["attributes"]?["objects"] is JsonArray)
            return null;
        return status == 200 ? Parse(text.Split('\n')[0]) as JsonObject : throw Refused("reading saved objects", status, text);
    }

    /// <summary>Writes objects, over those that are there.</summary>
    /// <exception cref="UserError">Not all could be written; with the reason for each.</exception>
    public async Task ImportAsync(string ndjson, CancellationToken cancellation)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(ndjson)) { Headers = { ContentType = new MediaTypeHeaderValue("application/ndjson") } };
        form.Add(file, "file", "event-exporter.ndjson");
        var (status, text) = await PostAsync("/api/saved_objects/_import?overwrite=true", form, cancellation);
        var answer = Parse(text);
        if (status != 200 || answer is null)
            throw Refused("importing dashboards", status, text);
        if (answer["success"]?.GetValue<bool>() == true)
            return;
        var problems = (answer["errors"] as JsonArray ?? []).Select(static error => $"  {error?["type"]} {error?["id"]}: {Explain(error?["error"])}");
        throw new UserError(ExitCode.Failure, [$"event-exporter: Kibana has not taken all dashboards:", .. problems]);
    }

    public void Dispose() => _client.Dispose();

    private static AuthenticationHeaderValue? OfReceiver(ElasticsearchOptions options)
    {
        if (!options.ApiKey.IsEmpty)
            return new AuthenticationHeaderValue("ApiKey", options.ApiKey.Reveal());
        if (options.Username.Length > 0)
            return BasicAuthentication.Header(options.Username, options.Password.Reveal());
        return options.Hosts.Count > 0 && options.Hosts[0].UserInfo is { Length: > 0 } userInfo ? BasicAuthentication.Header(userInfo) : null;
    }

    private async Task<(int Status, string Text)> PostAsync(string path, HttpContent content, CancellationToken cancellation)
    {
        using var response = await _client.PostAsync(new Uri(_root + path), content, cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    private UserError Refused(string what, int status, string text)
    {
        var message = (string?)(Parse(text) as JsonObject)?["message"] ?? (text.Length > 300 ? text[..300] : text);
        var hint = status switch
        {
            401 => " (give kibana.username and kibana.password, or kibana.apiKey)",
            403 => " (the role needs the Kibana privileges Dashboard: All and Data View Management: All in this space)",
            404 => $" (is there a space '{Space}', and does the address have a base path?)",
            _ => "",
        };
        return UserError.Failure(_mask.Apply($"event-exporter: {Address.GetLeftPart(UriPartial.Authority)} refuses {what}: {status} {message}{hint}"));
    }

    private static string Explain(JsonNode? error) => (string?)error?["type"] switch
    {
        "missing_references" => $"what it refers to is missing: {string.Join(", ", (error!["references"] as JsonArray ?? []).Select(static r => $"{r?["type"]} {r?["id"]}"))}",
        "unsupported_type" => "objects of this type are not supported here",
        var type => $"{type} {error?["message"]}".TrimEnd(),
    };

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
