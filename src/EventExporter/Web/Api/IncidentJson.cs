using System.Text.Json;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Web.Api;

/// <summary>An incident as it stands.</summary>
internal static class IncidentJson
{
    public static void Write(Utf8JsonWriter json, IncidentFinding incident)
    {
        json.WriteStartObject();
        WriteMembers(json, incident);
        json.WriteEndObject();
    }

    /// <summary><c>open</c>, <c>recovering</c> or <c>resolved</c>.</summary>
    public static string StateOf(IncidentFinding incident) => incident.State switch
    {
        IncidentState.Resolved => "resolved",
        IncidentState.Recovering => "recovering",
        _ => "open",
    };

    public static void WriteMembers(Utf8JsonWriter json, IncidentFinding incident)
    {
        json.WriteString("id", incident.Id);
        json.WriteString("title", incident.Title);
        json.WriteString("state", StateOf(incident));
        json.WriteString("severity", Names.Of(incident.Severity));
        json.WriteString("category", Names.Of(incident.Category));
        json.WriteString("rule", incident.Rule);
        json.WriteString("cause", incident.Cause);
        WriteRoot(json, incident);
        json.WriteString("node", incident.Node);
        json.WriteTime("since", incident.Since);
        json.WriteTime("lastSeen", incident.LastSeen);
        json.WriteTimeOrNull("until", incident.State == IncidentState.Resolved ? incident.LastSeen : null);
        json.WriteNumber("count", incident.Count);
        json.WriteNumber("objects", incident.Objects);
        json.WriteTexts("members", incident.Members);
        json.WriteStartObject("reasons");
        foreach (var reason in incident.Reasons.DistinctBy(static r => r.Reason))
            json.WriteNumber(reason.Reason, reason.Count);
        json.WriteEndObject();
        Write(json, "evidence", incident.Evidence);
        Write(json, "changes", incident.Changes);
        json.WriteNumber("reopened", incident.Reopened);
    }

    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<EventQuote> quotes)
    {
        json.WriteStartArray(name);
        foreach (var quote in quotes)
        {
            json.WriteStartObject();
            json.WriteTime("at", quote.At);
            json.WriteString("reason", quote.Reason);
            json.WriteString("kind", quote.Kind);
            json.WriteString("namespace", quote.Namespace);
            json.WriteString("name", quote.Name);
            json.WriteString("message", quote.Message);
            json.WriteNumber("count", quote.Count);
            json.WriteString("identity", quote.Identity);
            json.WriteString("text", $"{quote.Reason} on {quote.Kind} {(quote.Namespace.Length > 0 ? quote.Namespace + "/" : "")}{quote.Name}: {quote.Message}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRoot(Utf8JsonWriter json, IncidentFinding incident)
    {
        json.WriteStartObject("root");
        json.WriteString("kind", incident.Root.Kind);
        json.WriteString("namespace", incident.Root.Namespace);
        json.WriteString("name", incident.Root.Name);
        json.WriteString("apiVersion", incident.Root.ApiVersion);
        json.WriteEndObject();
    }
}
