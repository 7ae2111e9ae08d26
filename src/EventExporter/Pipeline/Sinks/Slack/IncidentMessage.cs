using System.Text.Json.Nodes;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>The messages about an incident: one that is edited as it goes on, and what its thread gets. Texts are escaped here.</summary>
internal static class IncidentMessage
{
    public static SlackMessage Whole(IncidentFinding incident, string cluster)
    {
        var mark = incident.State switch
        {
            IncidentState.Resolved => ":white_check_mark:",
            IncidentState.Recovering => ":large_yellow_circle:",
            _ => ":red_circle:",
        };
        var place = cluster.Length > 0 ? $" on {SlackText.Escape(cluster)}" : "";
        var fields = new JsonArray();
        Add(fields, "State", IncidentText.State(incident));
        Add(fields, "Severity", incident.Severity.ToString().ToLowerInvariant());
        Add(fields, "Events", $"{incident.Count} on {incident.Objects} object(s)");
        Add(fields, "Node", incident.Node);
        Add(fields, "Since", SlackText.Date(incident.Since));
        Add(fields, "Last seen", SlackText.Date(incident.LastSeen));
        var cause = SlackText.Escape(incident.Cause);
        return new SlackMessage($"{mark} *{SlackText.Escape(IncidentText.Headline(incident))}*{place}", null, new JsonObject
        {
            ["fallback"] = AttachmentLimits.CutLine(SlackText.Escape(IncidentText.Headline(incident))),
            ["color"] = incident.State == IncidentState.Resolved ? DefaultMessage.Over : DefaultMessage.Color(incident.Severity),
            ["text"] = AttachmentLimits.Cut(cause.Length > 0 ? $"Probable cause: {cause}" : SlackText.Escape(IncidentText.Extent(incident))),
            ["fields"] = fields,
            ["mrkdwn_in"] = new JsonArray("fields", "text"),
        });
    }

    /// <summary>For the thread of a new incident: evidence, changes, objects.</summary>
    public static SlackMessage Details(IncidentFinding incident) => new(SlackText.Escape(IncidentText.Whole(incident)), null, null);

    /// <summary>For the thread as it goes on.</summary>
    public static SlackMessage Update(IncidentFinding incident) =>
        new($"{(incident.State == IncidentState.Resolved ? ":white_check_mark: " : "")}{SlackText.Escape(IncidentText.Update(incident))}", null, null);

    private static void Add(JsonArray fields, string title, string value)
    {
        if (value.Length > 0)
            fields.Add(new JsonObject { ["title"] = title, ["value"] = value.StartsWith("<!date", StringComparison.Ordinal) ? value : SlackText.Escape(value), ["short"] = true });
    }
}
