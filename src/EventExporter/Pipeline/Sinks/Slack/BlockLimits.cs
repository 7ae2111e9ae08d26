using System.Text.Json.Nodes;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>
/// Keeps Block Kit within what Slack takes (docs.slack.dev, reference/block-kit): 50 blocks, section texts of 3,000 characters, 10 fields
/// of 2,000, headers of 150, 10 context elements. All texts together stay below 12,000 characters: some above that Slack refuses
/// the message although the documentation names no such limit.
/// </summary>
internal static class BlockLimits
{
    private const int MostBlocks = 50;
    private const int LongestSection = 3000;
    private const int LongestField = 2000;
    private const int LongestHeader = 150;
    private const int LongestElement = 2000;
    private const int MostFields = 10;
    private const int MostTexts = 12_000;

    public static JsonArray Apply(JsonArray blocks)
    {
        var budget = MostTexts;
        var kept = new JsonArray();
        foreach (var block in blocks.OfType<JsonObject>().ToList())
        {
            blocks.Remove(block);
            Cut(block);
            budget -= Texts(block);
            if (budget < 0 || (kept.Count == MostBlocks - 1 && blocks.Count > 0))
                return Append(kept, Notice(blocks.Count + 1));
            kept.Add(block);
        }

        return kept;
    }

    /// <summary>Puts a block at the end, in place of the last one where there is no more room.</summary>
    public static JsonArray Append(JsonArray blocks, JsonObject block)
    {
        while (blocks.Count >= MostBlocks)
            blocks.RemoveAt(blocks.Count - 1);
        blocks.Add(block);
        return blocks;
    }

    private static void Cut(JsonObject block)
    {
        CutText(block["text"], (string?)block["type"] == "header" ? LongestHeader : LongestSection);
        CutList(block["fields"] as JsonArray, LongestField);
        CutList(block["elements"] as JsonArray, LongestElement);
    }

    private static void CutList(JsonArray? list, int longest)
    {
        while (list?.Count > MostFields)
            list.RemoveAt(list.Count - 1);
        foreach (var item in list ?? [])
            CutText(item, longest);
    }

    private static void CutText(JsonNode? holder, int longest)
    {
        if (holder is not JsonObject text || !text.TryGetPropertyValue("text", out var value) || value is not (null or JsonValue))
            return;
        // A layout's values have types: "{{ count }}" is a number and an expression without a value is null. Slack wants texts, and no empty ones.
        var content = value?.ToString() ?? "";
        text["text"] = SlackText.Cut(content.Length == 0 ? " " : content, longest, longest > LongestHeader ? SlackText.CutNotice : "…");
    }

    private static int Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.Sum(static pair => Texts(pair.Value)),
        JsonArray list => list.Sum(Texts),
        JsonValue value => value.ToString().Length,
        _ => 0,
    };

    private static JsonObject Notice(int left) => new()
    {
        ["type"] = "context",
        ["elements"] = new JsonArray(new JsonObject { ["type"] = "mrkdwn", ["text"] = $"… ({left} more blocks do not fit into a Slack message)" }),
    };
}
