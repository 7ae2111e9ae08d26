using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Webhook;

/// <summary>
/// An occurrence in terms of CloudEvents 1.0: id is its identity, source the namespace it happened in, subject the object, time when it
/// was last seen.
/// </summary>
internal static class CloudEvent
{
    public const string StructuredType = "application/cloudevents+json";
    public const string BatchType = "application/cloudevents-batch+json";
    private const string EventType = "io.kubernetes.event";

    /// <summary>The attributes as headers of binary mode.</summary>
    public static void AddHeaders(HttpRequestHeaders headers, ClusterEvent e)
    {
        Add(headers, "ce-specversion", "1.0");
        Add(headers, "ce-id", e.Identity);
        Add(headers, "ce-source", Source(e));
        Add(headers, "ce-type", EventType);
        Add(headers, "ce-subject", Subject(e));
        Add(headers, "ce-time", Time(e));
    }

    /// <summary>The envelope up to its data; a closing brace ends it.</summary>
    public static void WriteEnvelope(PooledBuffer output, AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, e.Identity);
        json.WriteString("source"u8, Source(e));
        json.WriteString("type"u8, EventType);
        json.WriteString("subject"u8, Subject(e));
        json.WriteString("time"u8, Time(e));
        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WritePropertyName("data"u8);
    }

    private static string Source(ClusterEvent e) =>
        (e.Cluster.Length > 0 ? $"/clusters/{Uri.EscapeDataString(e.Cluster)}" : "") + $"/namespaces/{Uri.EscapeDataString(e.Namespace)}";

    private static string Subject(ClusterEvent e) => $"{e.InvolvedObject.Kind}/{e.InvolvedObject.Name}";

    private static string Time(ClusterEvent e)
    {
        Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
        return Encoding.ASCII.GetString(Rfc3339.Shortest(e.LastSeen, buffer));
    }

    // HTTP protocol binding 1.0, 3.1.3.2: percent-encode what is not printable ASCII, and space, quote and percent sign.
    private static void Add(HttpRequestHeaders headers, string name, string value)
    {
        var encoded = new StringBuilder(value.Length);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (b is > 0x20 and < 0x7F and not (byte)'"' and not (byte)'%')
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        headers.TryAddWithoutValidation(name, encoded.ToString());
    }
}
