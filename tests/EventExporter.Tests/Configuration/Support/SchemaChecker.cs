using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventExporter.Configuration.Loading;

namespace EventExporter.Tests.Configuration.Support;

/// <summary>Checks a document against the few keywords of JSON Schema that the generator uses, and refuses to know others.</summary>
internal sealed class SchemaChecker(JsonObject root)
{
    private static readonly HashSet<string> Annotations = ["$schema", "$defs", "title", "description", "default", "examples", "deprecated"];

    public bool Accepts(ConfigNode document) => Accepts(root, ToJson(document));

    private static JsonNode? ToJson(ConfigNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Name, ToJson(entry.Value)))),
        SequenceNode list => new JsonArray([.. list.Items.Select(ToJson)]),
        ScalarNode scalar => scalar.Typed() switch
        {
            bool value => JsonValue.Create(value),
            long value => JsonValue.Create(value),
            double value => JsonValue.Create(value),
            string value => JsonValue.Create(value),
            _ => null,
        },
        _ => null,
    };

    private bool Accepts(JsonObject schema, JsonNode? value) => schema.All(keyword => Annotations.Contains(keyword.Key) || Holds(keyword.Key, keyword.Value!, schema, value));

    private bool Holds(string keyword, JsonNode argument, JsonObject schema, JsonNode? value) => keyword switch
    {
        "$ref" => Accepts(root["$defs"]![argument.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value),
        "anyOf" => argument.AsArray().Any(each => Accepts(each!.AsObject(), value)),
        "allOf" => argument.AsArray().All(each => Accepts(each!.AsObject(), value)),
        "oneOf" => argument.AsArray().Count(each => Accepts(each!.AsObject(), value)) == 1,
        "type" => (argument is JsonArray several ? several.Select(each => each!.GetValue<string>()) : [argument.GetValue<string>()]).Any(type => IsOfType(type, value)),
        "enum" => argument.AsArray().Any(each => JsonNode.DeepEquals(each, value)),
        "pattern" => value is not JsonValue text || !text.TryGetValue<string>(out var content) || Regex.IsMatch(content, argument.GetValue<string>()),
        "minimum" => value is not JsonValue || !double.TryParse(value.ToString(), out var number) || number >= argument.GetValue<double>(),
        "maximum" => value is not JsonValue || !double.TryParse(value.ToString(), out var number) || number <= argument.GetValue<double>(),
        "minItems" => value is not JsonArray items || items.Count >= argument.GetValue<int>(),
        "items" => value is not JsonArray items || items.All(item => Accepts(argument.AsObject(), item)),
        "required" => value is not JsonObject section || argument.AsArray().All(name => section.ContainsKey(name!.GetValue<string>())),
        "properties" => value is not JsonObject section || section.All(entry => argument[entry.Key] is not JsonObject property || Accepts(property, entry.Value)),
        "additionalProperties" => value is not JsonObject section || section.All(entry => IsDeclared(schema, entry.Key) || (argument is JsonObject other && Accepts(other, entry.Value))),
        _ => throw new NotSupportedException($"keyword {keyword}"),
    };

    private static bool IsDeclared(JsonObject schema, string key) => schema["properties"] is JsonObject properties && properties.ContainsKey(key);

    private static bool IsOfType(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "null" => value is null,
        "boolean" => value is JsonValue node && node.TryGetValue<bool>(out _),
        "integer" => value is JsonValue node && node.TryGetValue<long>(out _),
        "number" => value is JsonValue node && (node.TryGetValue<double>(out _) || node.TryGetValue<long>(out _)),
        _ => value is JsonValue node && node.TryGetValue<string>(out _),
    };
}
