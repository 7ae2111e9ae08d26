using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>Something that a cluster is to have: what it is called, where it is put, how it is found again in what the cluster gives back.</summary>
/// <param name="Kind">For people: <c>index template</c>.</param>
/// <param name="Path">To get and to put it.</param>
/// <param name="Found">Takes the object out of the answer to a GET.</param>
internal sealed record SetupObject(string Kind, string Name, string Path, JsonObject Body, Func<JsonNode, JsonNode?> Found)
{
    public const string Owner = "event-exporter";

    /// <summary>Marks a body as ours, with the state of its content.</summary>
    public static JsonObject Marked(JsonObject body)
    {
        body["_meta"] = new JsonObject { ["managed_by"] = Owner, ["content"] = Digest(body.ToJsonString()) };
        return body;
    }

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    /// <summary>What the cluster has is what it should have, defaults that it adds aside.</summary>
    public bool IsAsWanted(JsonNode found) => JsonSubset.Holds(found, Body);

    /// <summary>It has the name and is not ours.</summary>
    public bool IsForeign(JsonNode found) => MarkOf(Body) is not null && MarkOf(found) != Owner;

    /// <summary>Templates carry it at the top, lifecycle policies in the policy; policies of OpenSearch have no place for it.</summary>
    private static string? MarkOf(JsonNode body) => (string?)(body["_meta"] ?? body["policy"]?["_meta"])?["managed_by"];
}
