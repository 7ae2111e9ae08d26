using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Sinks.Elasticsearch;

namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>Administrative requests to a cluster. In a dry run those that would change something are printed instead.</summary>
internal sealed class ClusterApi(ElasticsearchClient client, TextWriter output, bool dryRun)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>False: nobody answers, and a dry run takes it that nothing is there.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>What is there; null if there is no such thing.</summary>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancellation)
    {
        if (!IsReachable)
            return null;
        var (status, answer) = await ExchangeAsync(HttpMethod.Get, path, null, cancellation);
        return status switch
        {
            404 => null,
            >= 200 and < 300 => answer,
            _ => throw Refused(HttpMethod.Get, path, status, answer),
        };
    }

    /// <summary>A question that changes nothing, whatever its method; the answer's status goes with it.</summary>
    public Task<(int Status, JsonNode? Answer)> AskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation) => ExchangeAsync(method, path, body, cancellation);

    /// <exception cref="UserError">The cluster refuses it; with its own words.</exception>
    public async Task ChangeAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        if (dryRun)
        {
            await output.WriteLineAsync(body is null ? $"{method} {path}\n" : $"{method} {path}\n{body.ToJsonString(Indented)}\n");
            return;
        }

        var (status, answer) = await ExchangeAsync(method, path, body, cancellation);
        if (status is < 200 or >= 300)
            throw Refused(method, path, status, answer);
    }

    private Task<(int Status, JsonNode? Answer)> ExchangeAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation) => client.SendAsync(
        method,
        path,
        body is null ? default : Encoding.UTF8.GetBytes(body.ToJsonString()),
        body is null ? null : Json,
        compressed: false,
        static async (response, token) => ((int)response.StatusCode, Parse(await response.Content.ReadAsStringAsync(token))),
        cancellation);

    private UserError Refused(HttpMethod method, string path, int status, JsonNode? answer)
    {
        var error = answer?["error"];
        var text = error is JsonObject ? $"{error["type"]}: {error["reason"]}" : error?.ToString() ?? answer?.ToString() ?? "";
        var hint = status switch
        {
            401 => " (are username and password, or apiKey, right?)",
            403 => " (setup needs more privileges than sending events does; it may run with credentials of its own)",
            _ => "",
        };
        return UserError.Failure(client.Mask($"event-exporter: {method} {path} is refused: {status} {text}{hint}"));
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text.Length > 300 ? text[..300] : text);
        }
    }
}
