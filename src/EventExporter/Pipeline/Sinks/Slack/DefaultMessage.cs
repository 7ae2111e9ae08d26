using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>The message for receivers that do not write their own: what happened to whom, how bad, since when and how often.</summary>
internal static class DefaultMessage
{
    /// <summary>The colour of what is over.</summary>
    public const string Over = "#12b76a";

    public static string Text(AnalyzedEvent escaped)
    {
        if (GroupText.IsMany(escaped))
            return GroupMessage.Text(escaped);
        var source = escaped.Event;
        var place = source.Cluster.Length > 0 ? $" on {source.Cluster}" : "";
        return $"*{source.Reason}* {source.InvolvedObject.Kind} `{NameOf(source.InvolvedObject)}`{place}";
    }

    public static JsonObject Attachment(AnalyzedEvent escaped, int count)
    {
        if (GroupText.IsMany(escaped))
            return GroupMessage.Attachment(escaped);
        var source = escaped.Event;
        var fields = new JsonArray();
        Add(fields, "Object", $"{source.InvolvedObject.Kind} {source.InvolvedObject.Name}");
        Add(fields, "Namespace", source.InvolvedObject.Namespace);
        Add(fields, "Owner", escaped.Object.RootOwner is { } owner ? $"{owner.Kind} {owner.Name}" : "");
        Add(fields, "Node", escaped.Object.Node);
        Add(fields, "Count", count.ToString(CultureInfo.InvariantCulture));
        Add(fields, "First seen", SlackText.Date(source.FirstSeen));
        Add(fields, "Last seen", SlackText.Date(source.LastSeen));
        return new JsonObject
        {
            ["fallback"] = AttachmentLimits.Cut($"{source.Reason}: {source.Message}"),
            ["color"] = Color(escaped.Severity),
            ["text"] = Text(source),
            ["fields"] = fields,
            ["mrkdwn_in"] = new JsonArray("text", "fields"),
        };
    }

    /// <summary>What was said, and what it means for those who do not know the reason.</summary>
    private static string Text(ClusterEvent source)
    {
        var message = AttachmentLimits.Cut(source.Message);
        return ReasonGuide.For(source.Reason)?.Meaning is { } meaning ? $"{message}\n_{SlackText.Escape(meaning)}_" : message;
    }

    public static string Color(Severity severity) => severity switch
    {
        Severity.Critical => "#8b0000",
        Severity.Error => "#d92d20",
        Severity.Warning => "#f79009",
        Severity.Notice => "#2e90fa",
        _ => "#98a2b3",
    };

    private static string NameOf(ObjectReference reference) =>
        reference.Namespace.Length > 0 ? $"{reference.Namespace}/{reference.Name}" : reference.Name;

    private static void Add(JsonArray fields, string title, string value)
    {
        if (value.Length > 0)
            fields.Add(new JsonObject { ["title"] = title, ["value"] = value, ["short"] = true });
    }
}
