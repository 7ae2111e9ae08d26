using System.Globalization;
using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Server.Tables;

/// <summary>An object on its way into a table: access to its members by path, and the printers' common conversions.</summary>
internal sealed record Row(JsonObject Body, DateTimeOffset Now)
{
    public string Text(params ReadOnlySpan<string> path) => Node(path)?.ToString() ?? "";

    public int Number(params ReadOnlySpan<string> path) =>
        Node(path) is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;

    public IEnumerable<JsonObject> Items(params ReadOnlySpan<string> path) => (Node(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    public string TextOr(string otherwise, params ReadOnlySpan<string> path) => Text(path) is { Length: > 0 } text ? text : otherwise;

    /// <summary>The age of a time as kubectl writes it; empty text when there is none.</summary>
    public string Since(params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? HumanDuration.Of(Now - time)
            : "";

    private JsonNode? Node(ReadOnlySpan<string> path)
    {
        JsonNode? node = Body;
        foreach (var step in path)
            node = (node as JsonObject)?[step];
        return node;
    }
}
