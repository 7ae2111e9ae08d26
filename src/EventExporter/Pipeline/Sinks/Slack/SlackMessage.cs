using System.Text.Json.Nodes;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>What an event looks like in Slack, within Slack's limits.</summary>
internal sealed record SlackMessage(string Text, JsonArray? Blocks, JsonObject? Attachment)
{
    // docs.slack.dev, chat.postMessage: longer texts are cut by Slack, without a word.
    private const int LongestText = 40_000;

    /// <summary>The arguments that <c>chat.postMessage</c>, <c>chat.update</c> and incoming webhooks have in common.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["text"] = SlackText.Cut(Text, LongestText) };
        if (Blocks is not null)
            json["blocks"] = Blocks.DeepClone();
        if (Attachment is not null)
            json["attachments"] = new JsonArray(Attachment.DeepClone());
        return json;
    }

    /// <summary>The same message with a line below it.</summary>
    public SlackMessage WithLine(string line)
    {
        if (Blocks is null)
            return this with { Text = $"{SlackText.Cut(Text, LongestText - line.Length - 1)}\n{line}" };
        var context = new JsonObject
        {
            ["type"] = "context",
            ["elements"] = new JsonArray(new JsonObject { ["type"] = "mrkdwn", ["text"] = line }),
        };
        return this with { Blocks = BlockLimits.Append((JsonArray)Blocks.DeepClone(), context) };
    }
}
