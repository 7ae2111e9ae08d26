using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.Templating.Values;

/// <summary>Turns JSON into the values that templates read. System.Text.Json has limited the depth already (64).</summary>
public static class JsonValues
{
    public static object? FromElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => FromObject(element),
        JsonValueKind.Array => new TemplateList(element.EnumerateArray().Select(FromElement)),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => FromNumber(element),
        JsonValueKind.True => Boxes.True,
        JsonValueKind.False => Boxes.False,
        _ => null,
    };

    public static object? FromNode(JsonNode? node) => node switch
    {
        null => null,
        JsonObject o => FromObject(o),
        JsonArray a => new TemplateList(a.Select(FromNode)),
        JsonValue v when v.TryGetValue<JsonElement>(out var element) => FromElement(element),
        JsonValue v => Host.Normalize(v.GetValue<object>()),
        _ => null,
    };

    private static TemplateObject FromObject(JsonElement element)
    {
        var result = new TemplateObject();
        foreach (var member in element.EnumerateObject())
            result.Set(member.Name, FromElement(member.Value));
        return result;
    }

    private static TemplateObject FromObject(JsonObject source)
    {
        var result = new TemplateObject();
        foreach (var (name, node) in source)
            result.Set(name, FromNode(node));
        return result;
    }

    private static object FromNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var whole))
            return Boxes.Integer(whole);
        var digits = element.GetRawText();
        return digits.Length <= 400 && digits.AsSpan().IndexOfAny('.', 'e', 'E') < 0
            ? Boxes.Integer(BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture))
            : element.GetDouble();
    }
}
