using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>An incident as it stands now. Its <c>@timestamp</c> is that of its latest event, so that a view of the last hours shows what is going on.</summary>
internal static class IncidentDocument
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(IBufferWriter<byte> output, AnalyzedEvent analyzed, IncidentFinding incident)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("@timestamp", analyzed.Event.LastSeen.UtcDateTime);
        json.WriteString("message", incident.Title);
        WriteIncident(json, analyzed, incident);
        json.WriteStartObject("orchestrator");
        json.WriteString("type", "kubernetes");
        if (analyzed.Event.Cluster.Length > 0)
            WriteMember(json, "cluster", "name", analyzed.Event.Cluster);
        json.WriteEndObject();
        json.WriteStartObject("kubernetes");
        json.WriteText(EcsNames.Namespace, incident.Root.Namespace);
        if (incident.Node.Length > 0)
            WriteMember(json, "node", "name", incident.Node);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteIncident(Utf8JsonWriter json, AnalyzedEvent analyzed, IncidentFinding incident)
    {
        json.WriteStartObject("incident");
        json.WriteString("id", incident.Id);
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(incident.State.ToString()));
        json.WriteBoolean("open", incident.State != IncidentState.Resolved);
        json.WriteNumber("number", incident.Number);
        json.WriteString("title", incident.Title);
        json.WriteText(JsonEncodedText.Encode("rule"), incident.Rule);
        json.WriteText(JsonEncodedText.Encode("cause"), incident.Cause);
        json.WriteText(JsonEncodedText.Encode("change"), incident.Change);
        json.WriteString("severity", Names.Of(incident.Severity));
        json.WriteString("category", Names.Of(incident.Category));
        json.WriteString("since", incident.Since.UtcDateTime);
        json.WriteString("last_seen", incident.LastSeen.UtcDateTime);
        if (incident.State == IncidentState.Resolved)
            json.WriteString("resolved", analyzed.Event.LastSeen.UtcDateTime);
        json.WriteNumber("duration", Math.Max(0, (long)(analyzed.Event.LastSeen - incident.Since).TotalSeconds));
        json.WriteNumber("count", incident.Count);
        json.WriteNumber("objects", incident.Objects);
        json.WriteNumber("reopened", incident.Reopened);
        WriteRoot(json, incident.Root);
        WriteTexts(json, "members", incident.Members);
        WriteTexts(json, "reasons", incident.Reasons.Select(static reason => reason.Reason));
        WriteQuotes(json, "evidence", incident.Evidence);
        WriteQuotes(json, "changes", incident.Changes);
        json.WriteEndObject();
    }

    private static void WriteRoot(Utf8JsonWriter json, ObjectReference root)
    {
        json.WriteStartObject("root");
        json.WriteText(EcsNames.ApiVersion, root.ApiVersion);
        json.WriteText(EcsNames.Kind, root.Kind);
        json.WriteText(EcsNames.Namespace, root.Namespace);
        json.WriteText(EcsNames.Name, root.Name);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>As lines that a table shows, the weightiest first.</summary>
    private static void WriteQuotes(Utf8JsonWriter json, string name, IEnumerable<EventQuote> quotes) =>
        WriteTexts(json, name, quotes.Select(static quote => $"{quote.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {quote.Reason} {quote.Kind} {quote.Namespace}/{quote.Name}: {quote.Message}"));

    private static void WriteMember(Utf8JsonWriter json, string name, string member, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(member, value);
        json.WriteEndObject();
    }
}
