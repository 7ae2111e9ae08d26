using System.Text;
using System.Text.Json;

namespace EventExporter.Cli.Asking;

/// <summary>A timeline for people: all lanes in one order of time, with gaps where they were, and the troubles that lasted.</summary>
internal static class TimelineText
{
    public static string Write(JsonElement timeline, int? width)
    {
        var text = new StringBuilder();
        var lanes = timeline.GetProperty("lanes").EnumerateArray().ToList();
        text.Append(DisplayText.Clean($"{Name(timeline.GetProperty("object"))} from {EventRows.Text(timeline, "from")} to {EventRows.Text(timeline, "to")}")).Append('\n');
        foreach (var lane in lanes)
            text.Append(DisplayText.Clean($"  {EventRows.Text(lane, "relation"),-6} {Name(lane.GetProperty("object"))}{(lane.GetProperty("deleted").GetBoolean() ? " (deleted)" : "")}: {Count(lane)}")).Append('\n');
        if (lanes.Count == 0)
            return text.Append("  nothing is known of it in the history\n").ToString();

        var rows = lanes.SelectMany(Rows).Concat(timeline.GetProperty("gaps").EnumerateArray().Select(Gap)).OrderBy(static row => row[0], StringComparer.Ordinal).ToList();
        if (rows.Count > 0)
            text.Append('\n').Append(TextTable.Write(["TIME", "OBJECT", "SEVERITY", "REASON", "DELTA", "MESSAGE"], rows, width));
        var bars = lanes.SelectMany(Bars).ToList();
        if (bars.Count > 0)
            text.Append('\n').Append(TextTable.Write(["FROM", "TO", "OBJECT", "SEVERITY", "COUNT", "TROUBLE"], bars, width));
        return text.ToString();
    }

    private static string Name(JsonElement about) => EventRows.Text(about, "namespace") is { Length: > 0 } place
        ? $"{EventRows.Text(about, "kind")}/{place}/{EventRows.Text(about, "name")}"
        : $"{EventRows.Text(about, "kind")}/{EventRows.Text(about, "name")}";

    private static string Short(JsonElement lane) => $"{EventRows.Text(lane, "object", "kind")}/{EventRows.Text(lane, "object", "name")}";

    private static string Count(JsonElement lane) => lane.GetProperty("events").GetArrayLength() is var count && count == 1 ? "1 event" : $"{count} events";

    private static IEnumerable<string[]> Rows(JsonElement lane) => lane.GetProperty("events").EnumerateArray().Select(found => new[]
    {
        EventRows.Text(found, "time"), Short(lane), EventRows.Text(found, "severity"), EventRows.Text(found, "reason"), EventRows.Text(found, "delta"), EventRows.Text(found, "message"),
    });

    private static IEnumerable<string[]> Bars(JsonElement lane) => lane.GetProperty("bars").EnumerateArray().Select(bar => new[]
    {
        EventRows.Text(bar, "from"), EventRows.Text(bar, "to"), Short(lane), EventRows.Text(bar, "severity"), EventRows.Text(bar, "count"), EventRows.Text(bar, "reason"),
    });

    private static string[] Gap(JsonElement gap) =>
        [EventRows.Text(gap, "from"), "~~ gap ~~", "", "", "", $"until {EventRows.Text(gap, "to")}: {EventRows.Text(gap, "why")}"];
}
