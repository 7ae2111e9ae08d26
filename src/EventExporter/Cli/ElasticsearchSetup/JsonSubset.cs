using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>
/// Whether one JSON value holds all that another says. Clusters give things back in a form of their own: settings as texts below
/// <c>index</c>, defaults added. So numbers and booleans equal their texts, dotted names equal nested ones, and more than asked for is well.
/// </summary>
internal static class JsonSubset
{
    public static bool Holds(JsonNode? whole, JsonNode? part) => (whole, part) switch
    {
        (JsonObject objects, JsonObject wanted) => wanted.All(member => Holds(Find(objects, member.Key), member.Value)),
        (JsonArray items, JsonArray wanted) => items.Count == wanted.Count && wanted.Zip(items).All(static pair => Holds(pair.Second, pair.First)),
        (JsonValue value, JsonValue wanted) => string.Equals(value.ToString(), wanted.ToString(), StringComparison.OrdinalIgnoreCase),
        (null, null) => true,
        (null, JsonObject { Count: 0 }) => true,
        _ => false,
    };

    private static JsonNode? Find(JsonObject objects, string name)
    {
        if (objects.TryGetPropertyValue(name, out var direct))
            return direct;
        JsonNode? node = objects;
        foreach (var part in name.Split('.'))
            node = (node as JsonObject)?[part];
        return node;
    }
}
