using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Web.Api;

/// <summary>
/// An event as the API shows it: the document that receivers get, with its place in the history in front and with members that the
/// document leaves out when they are empty.
/// </summary>
internal static class EventJson
{
    private static readonly EventDocument Document = new();

    /// <summary>The whole object.</summary>
    /// <param name="sequence">Null for an event that is in no history.</param>
    public static void Write(Utf8JsonWriter json, long? sequence, AnalyzedEvent analyzed)
    {
        json.WriteStartObject();
        WriteMembers(json, sequence, analyzed);
        json.WriteEndObject();
    }

    /// <summary>The members alone, so that others can follow.</summary>
    public static void WriteMembers(Utf8JsonWriter json, long? sequence, AnalyzedEvent analyzed)
    {
        json.WriteNumberOrNull("sequence", sequence);
        json.WriteTime("time", analyzed.Event.LastSeen);
        using var buffer = new PooledBuffer();
        Document.Write(buffer, analyzed);
        using var document = JsonDocument.Parse(buffer.Written);
        foreach (var member in document.RootElement.EnumerateObject())
            member.WriteTo(json);
        WriteAbsent(json, analyzed);
    }

    private static void WriteAbsent(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        if (analyzed.Object.RootOwner is null)
            json.WriteNull("owner");
        if (analyzed.Object.Node.Length == 0)
            json.WriteString("node", "");
        if (analyzed.Incident.Length == 0)
            json.WriteString("incident", "");
        if (analyzed.Finding is null)
            json.WriteNull("finding");
        if (analyzed.Details.Count == 0)
        {
            json.WriteStartObject("details");
            json.WriteEndObject();
        }
    }
}
