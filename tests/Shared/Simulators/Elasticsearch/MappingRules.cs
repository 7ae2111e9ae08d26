using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.Testing.Simulators;

/// <summary>Whether a document fits a mapping, with the errors of Elasticsearch 8 where it does not.</summary>
internal static class MappingRules
{
    private static readonly HashSet<string> CommonTypes =
        ["keyword", "text", "match_only_text", "wildcard", "constant_keyword", "date", "long", "integer", "short", "double", "float", "boolean", "object", "nested", "ip", "alias"];

    /// <summary>A type of a mapping that there is not, as <c>No handler for type ...</c>; null if all are known.</summary>
    public static string? UnknownType(JsonObject mapping, bool isOpenSearch, string path = "")
    {
        foreach (var (name, node) in mapping["properties"] as JsonObject ?? [])
        {
            var field = node!.AsObject();
            var full = path.Length > 0 ? $"{path}.{name}" : name;
            var type = (string?)field["type"] ?? "object";
            if (!CommonTypes.Contains(type) && type != (isOpenSearch ? "flat_object" : "flattened"))
                return $"No handler for type [{type}] declared on field [{full}]";
            if (UnknownType(field, isOpenSearch, full) is { } deeper)
                return deeper;
        }

        return null;
    }

    public static (string Type, string Reason)? Check(JsonObject mapping, JsonObject document, string id, string path = "", string? dynamic = null)
    {
        dynamic = mapping["dynamic"]?.ToString() ?? dynamic;
        var properties = mapping["properties"] as JsonObject;
        foreach (var (name, value) in document)
        {
            var full = path.Length > 0 ? $"{path}.{name}" : name;
            if (properties?[name] is JsonObject field)
            {
                if (CheckField(field, value, full, id, dynamic) is { } problem)
                    return problem;
            }
            else if (dynamic == "strict")
            {
                return ("strict_dynamic_mapping_exception", $"[1:1] mapping set to strict, dynamic introduction of [{name}] within [{(path.Length > 0 ? path : "_doc")}] is not allowed");
            }
        }

        return null;
    }

    private static (string Type, string Reason)? CheckField(JsonObject field, JsonNode? value, string full, string id, string? dynamic)
    {
        if (value is null || field["enabled"] is { } enabled && !enabled.GetValue<bool>())
            return null;
        if (value is JsonArray array)
            return array.Select(item => CheckField(field, item, full, id, dynamic)).FirstOrDefault(static problem => problem is not null);
        var type = (string?)field["type"] ?? "object";
        if (type is "object" or "nested")
        {
            return value is JsonObject inner
                ? Check(field, inner, id, full, dynamic)
                : ("document_parsing_exception", $"[1:1] object mapping for [{full}] tried to parse field [{full[(full.LastIndexOf('.') + 1)..]}] as object, but found a concrete value");
        }

        return Fits(type, field, value) ? null : ("document_parsing_exception", $"[1:1] failed to parse field [{full}] of type [{type}] in document with id '{id}'. Preview of field's value: '{Preview(value)}'");
    }

    private static bool Fits(string type, JsonObject field, JsonNode value) => type switch
    {
        "flattened" or "flat_object" => value is JsonObject,
        _ when value is JsonObject => false,
        "date" => value.GetValueKind() == JsonValueKind.Number || DateTimeOffset.TryParse((string?)value, CultureInfo.InvariantCulture, out _),
        "long" or "integer" or "short" => decimal.TryParse(value.ToString(), CultureInfo.InvariantCulture, out _),
        "double" or "float" => double.TryParse(value.ToString(), CultureInfo.InvariantCulture, out _),
        "boolean" => value.ToString() is "true" or "false",
        "constant_keyword" => field["value"] is null || field["value"]!.ToString() == value.ToString(),
        _ => true,
    };

    private static string Preview(JsonNode value) => value is JsonObject members ? $"{{{string.Join(", ", members.Select(static member => $"{member.Key}={member.Value}"))}}}" : value.ToString();
}
