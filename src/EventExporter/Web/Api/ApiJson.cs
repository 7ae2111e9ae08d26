using System.Text.Json;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Web.Api;

/// <summary>Values as all answers write them.</summary>
internal static class ApiJson
{
    /// <summary>RFC 3339 in UTC, as short as the time allows.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time)
    {
        Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
        json.WriteString(name, Rfc3339.Shortest(time, buffer));
    }

    public static void WriteTimeOrNull(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
            json.WriteTime(name, value);
        else
            json.WriteNull(name);
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    /// <summary>Whether an answer is not all there is, and why.</summary>
    public static void WritePartial(this Utf8JsonWriter json, string? partial)
    {
        json.WriteBoolean("partial", partial is not null);
        json.WriteString("reason", partial);
    }
}
