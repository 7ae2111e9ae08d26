using System.Collections;
using System.Text.Json.Nodes;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Binding.Scalars;

namespace EventExporter.Configuration.Schema;

/// <summary>What a key is when it is left out, as the property's initialiser says.</summary>
internal static class DefaultValue
{
    /// <summary>The default in JSON; null for none, for a section and for an empty text or list.</summary>
    public static JsonNode? Json(OptionProperty property, object defaults)
    {
        var value = property.Property.GetValue(defaults);
        if (property.Option.Required || property.Option.DefaultText is not null)
            return null;
        if (ScalarTypes.Find(property.ValueType) is { } scalar)
            return value is null or "" ? null : scalar.ToJson(value);
        return CollectionType.Of(property.ValueType) is { Kind: not CollectionKind.Dictionary } collection && value is not null
            ? Items(collection, (IEnumerable)value)
            : null;
    }

    /// <summary>The default as the reference shows it.</summary>
    public static string Text(OptionProperty property, object defaults)
    {
        if (property.Option.Required)
            return "required";
        if (property.Option.DefaultText is { } words)
            return words;
        return Json(property, defaults) switch
        {
            null => "",
            JsonArray items => $"`{string.Join(", ", items)}`",
            JsonValue value => $"`{value}`",
            _ => "",
        };
    }

    private static JsonArray? Items(CollectionType collection, IEnumerable values)
    {
        if (ScalarTypes.Find(collection.Element) is not { } scalar)
            return null;
        var items = new JsonArray([.. values.Cast<object>().Select(scalar.ToJson)]);
        return items.Count == 0 ? null : items;
    }
}
