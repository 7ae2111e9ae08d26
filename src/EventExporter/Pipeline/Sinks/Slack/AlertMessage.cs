using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>The messages about an alert rule: one that gets a tick when it fires no longer, and what its thread gets then. Texts are escaped here.</summary>
internal static class AlertMessage
{
    private const int MostLabels = 20;

    public static SlackMessage Whole(AnalyzedEvent analyzed, AlertFinding alert)
    {
        var place = analyzed.Event.Cluster.Length > 0 ? $" on {SlackText.Escape(analyzed.Event.Cluster)}" : "";
        var fields = new JsonArray();
        Add(fields, "State", alert.IsFiring ? "firing" : $"resolved after {Lasted(analyzed, alert)}");
        Add(fields, "Severity", analyzed.Severity.ToString().ToLowerInvariant());
        foreach (var (name, value) in alert.Labels.Take(MostLabels))
            Add(fields, name, value);
        Add(fields, "Value", string.Create(CultureInfo.InvariantCulture, $"{alert.Value:0.###} in {Duration.Format(alert.Window)}"));
        fields.Add(Field("Since", SlackText.Date(alert.Since)));
        return new SlackMessage($"{(alert.IsFiring ? ":red_circle:" : ":white_check_mark:")} *{SlackText.Escape(alert.Rule)}*{place}", null, new JsonObject
        {
            ["fallback"] = AttachmentLimits.CutLine(SlackText.Escape(analyzed.Event.Message)),
            ["color"] = alert.IsFiring ? DefaultMessage.Color(analyzed.Severity) : DefaultMessage.Over,
            ["text"] = AttachmentLimits.Cut(SlackText.Escape(alert.Summary)),
            ["fields"] = fields,
            ["mrkdwn_in"] = new JsonArray("fields", "text"),
        });
    }

    public static SlackMessage Change(AnalyzedEvent analyzed, AlertFinding alert) => new(
        alert.IsFiring ? SlackText.Escape(analyzed.Event.Message) : $":white_check_mark: {SlackText.Escape(analyzed.Event.Message)}, lasted {Lasted(analyzed, alert)}", null, null);

    private static string Lasted(AnalyzedEvent analyzed, AlertFinding alert) =>
        Duration.Format(TimeSpan.FromSeconds(Math.Max(1, Math.Floor((analyzed.Event.LastSeen - alert.Since).TotalSeconds))));

    private static void Add(JsonArray fields, string title, string value)
    {
        if (value.Length > 0)
            fields.Add(Field(AttachmentLimits.CutLine(SlackText.Escape(title)), AttachmentLimits.CutLine(SlackText.Escape(value))));
    }

    private static JsonObject Field(string title, string value) => new() { ["title"] = title, ["value"] = value, ["short"] = true };
}
