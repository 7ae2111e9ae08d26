using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>Asks Elasticsearch whether the credentials may write (Elasticsearch guide, "Has privileges API"). OpenSearch has no such question.</summary>
internal static class WritePermission
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public static Task<PermissionReport> LookAtAsync(ElasticsearchClient client, string target, bool overwrites, CancellationToken cancellation)
    {
        string[] privileges = overwrites ? ["index"] : ["create_doc", "auto_configure"];
        var question = new JsonObject { ["index"] = new JsonArray(new JsonObject { ["names"] = new JsonArray(target), ["privileges"] = new JsonArray([.. privileges.Select(p => (JsonNode)p)]) }) };
        return client.SendAsync(
            HttpMethod.Post,
            "/_security/user/_has_privileges",
            JsonSerializer.SerializeToUtf8Bytes(question),
            Json,
            compressed: false,
            async (response, token) => response.StatusCode switch
            {
                HttpStatusCode.OK => Read(await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(token), cancellationToken: token), target),
                HttpStatusCode.Unauthorized => new PermissionReport(false, null, "the cluster does not know them"),
                var status => new PermissionReport(null, null, $"the cluster cannot be asked ({(int)status}): it has no security, or another one"),
            },
            cancellation);
    }

    private static PermissionReport Read(JsonNode? answer, string target)
    {
        var user = (string?)answer?["username"] ?? "unknown";
        var missing = answer?["index"]?[target] is JsonObject granted
            ? granted.Where(static privilege => privilege.Value?.GetValueKind() == JsonValueKind.False).Select(static privilege => privilege.Key).ToList()
            : [];
        return missing.Count == 0
            ? new PermissionReport(true, true, $"{user} may write to {target}")
            : new PermissionReport(true, false, $"{user} lacks {string.Join(" and ", missing)} on {target}");
    }
}
