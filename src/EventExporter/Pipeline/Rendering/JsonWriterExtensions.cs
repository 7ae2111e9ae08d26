using System.Text.Json;

namespace EventExporter.Pipeline.Rendering;

/// <summary>The ways in which the Kubernetes API writes values: texts that vanish when empty, times that become null.</summary>
internal static class JsonWriterExtensions
{
    public static void WriteText(this Utf8JsonWriter json, JsonEncodedText name, string value)
    {
        if (value.Length > 0)
            json.WriteString(name, value);
    }

    public static void WriteTime(this Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset? value)
    {
        Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
        if (value is { } time)
            json.WriteString(name, Rfc3339.Seconds(time, buffer));
        else
            json.WriteNull(name);
    }

    public static void WriteMicroTime(this Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset? value)
    {
        Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
        if (value is { } time)
            json.WriteString(name, Rfc3339.Micros(time, buffer));
        else
            json.WriteNull(name);
    }

    public static void WriteShortestTime(this Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset time)
    {
        Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
        json.WriteString(name, Rfc3339.Shortest(time, buffer));
    }
}
