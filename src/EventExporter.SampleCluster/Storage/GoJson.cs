using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Storage;

/// <summary>
/// JSON as Go's encoding/json writes it, which is what every client of a real API server reads: UTF-8 as it is, and <c>&lt;</c>,
/// <c>&gt;</c>, <c>&amp;</c> escaped.
/// </summary>
internal static class GoJson
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Serialize(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            node.WriteTo(writer);
        return EscapeHtml(buffer.WrittenSpan);
    }

    // The three characters occur only inside JSON strings, so bytes can be replaced without looking at the structure.
    private static byte[] EscapeHtml(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny((byte)'<', (byte)'>', (byte)'&') < 0)
            return json.ToArray();
        var escaped = new ArrayBufferWriter<byte>(json.Length + 64);
        while (json.IndexOfAny((byte)'<', (byte)'>', (byte)'&') is >= 0 and var at)
        {
            escaped.Write(json[..at]);
            escaped.Write(json[at] switch { (byte)'<' => "\\u003c"u8, (byte)'>' => "\\u003e"u8, _ => "\\u0026"u8 });
            json = json[(at + 1)..];
        }

        escaped.Write(json);
        return escaped.WrittenSpan.ToArray();
    }
}
