using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using EventExporter.Templating;
using EventExporter.Templating.Values;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>Writes a template's value as JSON with the type it has: numbers as numbers, objects as objects, times in RFC 3339 (UTC).</summary>
internal static class JsonValueWriter
{
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                WriteDouble(json, number);
                break;
            case float number:
                WriteDouble(json, number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case BigInteger number:
                json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
                json.WriteStringValue(Rfc3339.Shortest(time, buffer));
                break;
            case TimeSpan span:
                json.WriteStringValue(span.ToString("c", CultureInfo.InvariantCulture));
                break;
            case IJsonTemplateObject document when document.TryWriteJson(json):
                break;
            default:
                WriteCompound(json, value);
                break;
        }
    }

    private static void WriteCompound(Utf8JsonWriter json, object value)
    {
        var normal = Host.Normalize(value);
        if (normal is not null && !ReferenceEquals(normal, value))
            Write(json, normal);
        else if (Host.IsObject(value))
            WriteObject(json, value);
        else if (value is IEnumerable items)
            WriteList(json, items);
        else
            json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    private static void WriteObject(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var name in Host.MemberNames(value))
        {
            if (!Host.TryGetMember(value, name, out var member) || member is null)
                continue;
            json.WritePropertyName(name);
            Write(json, member);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable items)
    {
        json.WriteStartArray();
        foreach (var item in items)
            Write(json, item);
        json.WriteEndArray();
    }

    // JSON has no NaN and no infinity; null says that there is no number.
    private static void WriteDouble(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteNullValue();
    }
}
