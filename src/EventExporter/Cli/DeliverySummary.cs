using System.Globalization;
using System.Text;
using EventExporter.Pipeline.Delivery;

namespace EventExporter.Cli;

/// <summary>What a run came to, as <c>replay</c> and <c>demo</c> print it at their end.</summary>
internal static class DeliverySummary
{
    /// <param name="reasons">Occurrences by reason of the event; may be empty.</param>
    public static string Write(IReadOnlyList<ReceiverStatus> receivers, IReadOnlyDictionary<string, long> reasons)
    {
        var text = new StringBuilder();
        var received = receivers.Count > 0 ? receivers.Max(r => r.Received) : reasons.Values.Sum();
        text.Append(CultureInfo.InvariantCulture, $"received {received} {(received == 1 ? "event" : "events")}\n\n");
        Table(
            text,
            ["RECEIVER", "TYPE", "DELIVERED", "REJECTED", "DROPPED", "PENDING", "LAST ERROR"],
            receivers.Select(r => new[] { r.Name, r.Type, Number(r.Delivered), Number(r.Rejected), Number(r.Dropped), Number(r.Pending), r.LastError ?? "" }));
        if (reasons.Count > 0)
        {
            text.Append('\n');
            Table(text, ["REASON", "EVENTS"], reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Take(15).Select(r => new[] { r.Key, Number(r.Value) }));
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, string[] head, IEnumerable<string[]> body)
    {
        var rows = body.Prepend(head).ToList();
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
