using System.Text.Json.Nodes;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Binding.Scalars;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;

namespace EventExporter.Configuration.Schema;

/// <summary>
/// Writes the JSON Schema (draft 2020-12) of configurations from the same declarations that bind them, so that editors complete and
/// check what the program accepts.
/// </summary>
internal sealed class SchemaGenerator(ReceiverTypes types)
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";
    private const string ReferenceName = "reference";

    private readonly JsonObject _definitions = new()
    {
        [ReferenceName] = new JsonObject
        {
            ["description"] = "A value from outside: ${NAME}, ${NAME:-default} or ${file:/path}.",
            ["type"] = "string",
            ["pattern"] = @"\$",
        },
    };

    public static JsonObject Generate(ReceiverTypes types) => new SchemaGenerator(types).Root();

    private JsonObject Root()
    {
        var schema = Section(OptionsClass.Of(typeof(ExporterConfiguration)));
        schema.Insert(0, "$schema", Draft);
        schema.Insert(1, "title", "Event Exporter configuration");
        schema["$defs"] = _definitions;
        return schema;
    }

    private JsonObject Section(OptionsClass options)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = Properties(options), ["additionalProperties"] = false };
        AddRequired(schema, options.Properties.Where(property => property.Option.Required));
        return schema;
    }

    private JsonObject Properties(OptionsClass options)
    {
        var properties = new JsonObject();
        var defaults = options.Create();
        foreach (var property in options.Properties)
        {
            properties[property.Name] = Described(property, defaults);
            foreach (var alias in property.Option.Aliases)
                properties[alias] = Alias(property, isOld: false);
            foreach (var old in property.Option.OldNames)
                properties[old] = Alias(property, isOld: true);
        }

        return properties;
    }

    private JsonObject Described(OptionProperty property, object defaults)
    {
        var schema = new JsonObject { ["description"] = property.Option.Description };
        foreach (var (keyword, value) in Value(property.ValueType, property.Option).ToList())
            schema[keyword] = value?.DeepClone();
        if (DefaultValue.Json(property, defaults) is { } defaultValue)
            schema["default"] = defaultValue;
        if (property.Option.Example is { } example)
            schema["examples"] = new JsonArray(JsonValue.Create(example));
        if (property.Option.ReplacedBy is not null)
            schema["deprecated"] = true;
        return schema;
    }

    private JsonObject Alias(OptionProperty property, bool isOld)
    {
        var schema = Value(property.ValueType, property.Option);
        schema["description"] = isOld ? $"The old name of {property.Name}." : $"Another name of {property.Name}.";
        if (isOld)
            schema["deprecated"] = true;
        return schema;
    }

    // Required keys that have other names are required under any of them.
    private static void AddRequired(JsonObject schema, IEnumerable<OptionProperty> required)
    {
        var (plain, named) = (new JsonArray(), new JsonArray());
        foreach (var property in required)
        {
            var names = property.Names.ToList();
            if (names.Count == 1)
                plain.Add(property.Name);
            else
                named.Add(new JsonObject { ["anyOf"] = new JsonArray([.. names.Select(name => new JsonObject { ["required"] = new JsonArray(name) })]) });
        }

        if (plain.Count > 0)
            schema["required"] = plain;
        if (named.Count > 0)
            schema["allOf"] = named;
    }

    private JsonObject Value(Type type, OptionAttribute? option)
    {
        if (type == typeof(ConfigNode))
            return [];
        if (type == typeof(ReceiverConfig))
            return Receivers();
        if (ScalarTypes.Find(type) is { } scalar)
            return Scalar(scalar, option);
        return CollectionType.Of(type) is { } collection ? Collection(collection, option) : Definition(OptionsClass.Of(type));
    }

    private static JsonObject Scalar(ScalarType scalar, OptionAttribute? option)
    {
        var schema = scalar.Schema(option);
        return schema["type"] is JsonArray ? schema : AnyOf(schema, Reference(ReferenceName));
    }

    private JsonObject Collection(CollectionType collection, OptionAttribute? option)
    {
        var element = Value(collection.Element, option);
        return collection.Kind switch
        {
            CollectionKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = AnyOf(element, Null()) },
            CollectionKind.OneOrMany => AnyOf(element, new JsonObject { ["type"] = "array", ["items"] = element.DeepClone(), ["minItems"] = 1 }),
            _ => new JsonObject { ["type"] = "array", ["items"] = element },
        };
    }

    // A section is defined once and referred to, for conditions and routes contain their like.
    private JsonObject Definition(OptionsClass options)
    {
        var name = options.Type.Name;
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = true;
            _definitions[name] = Section(options);
        }

        return options.Shorthand is { } shorthand
            ? AnyOf(Reference(name), Value(shorthand.ValueType, shorthand.Option), Null())
            : AnyOf(Reference(name), Null());
    }

    private JsonObject Receivers() => new() { ["oneOf"] = new JsonArray([.. types.All.Select(Receiver)]) };

    private JsonObject Receiver(ReceiverType type)
    {
        var name = $"receiver-{type.Name}";
        if (!_definitions.ContainsKey(name))
        {
            var schema = Section(OptionsClass.Of(typeof(ReceiverConfig)));
            schema["description"] = type.Description;
            var options = Definition(OptionsClass.Of(type.OptionsType));
            options["description"] = type.Description;
            schema["properties"]!.AsObject()[type.Name] = options;
            schema["required"]!.AsArray().Add(type.Name);
            _definitions[name] = schema;
        }

        return Reference(name);
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Null() => new() { ["type"] = "null" };

    private static JsonObject AnyOf(params JsonObject[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };
}
