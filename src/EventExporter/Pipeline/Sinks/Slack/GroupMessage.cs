using System.Text.Json.Nodes;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>The message about several events, for receivers that do not write their own. Their texts are escaped already.</summary>
internal static class GroupMessage
{
    public static string Text(AnalyzedEvent escaped)
    {
        var place = escaped.Event.Cluster.Length > 0 ? $" on {escaped.Event.Cluster}" : "";
        return $"*{GroupText.Headline(escaped.Group!)}*{place}";
    }

    public static JsonObject Attachment(AnalyzedEvent escaped)
    {
        var group = escaped.Group!;
        return new JsonObject
        {
            ["fallback"] = AttachmentLimits.CutLine(GroupText.Headline(group)),
            ["color"] = DefaultMessage.Color(group.Events.Max(static analyzed => analyzed.Severity)),
            ["text"] = AttachmentLimits.Cut(string.Join('\n', GroupText.Counts(group).Append("").Concat(GroupText.Samples(group)))),
            ["fields"] = new JsonArray(
                new JsonObject { ["title"] = "First", ["value"] = SlackText.Date(group.First), ["short"] = true },
                new JsonObject { ["title"] = "Last", ["value"] = SlackText.Date(group.Last), ["short"] = true }),
            ["mrkdwn_in"] = new JsonArray("fields"),
        };
    }
}
