using System.Text.Json.Nodes;

namespace EventExporter.Testing.Simulators;

/// <summary>An answer of Elasticsearch, with its errors in its own form.</summary>
internal sealed record Answer(int Status, JsonNode Body)
{
    public static Answer Acknowledged => new(200, new JsonObject { ["acknowledged"] = true });

    public static Answer Error(int status, string type, string reason) => new(
        status,
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["root_cause"] = new JsonArray(new JsonObject { ["type"] = type, ["reason"] = reason }),
                ["type"] = type,
                ["reason"] = reason,
            },
            ["status"] = status,
        });

    public static JsonObject ItemError(int status, string type, string reason) =>
        new() { ["status"] = status, ["error"] = new JsonObject { ["type"] = type, ["reason"] = reason } };
}
