using System.Globalization;
using System.Text;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Backtest;

/// <summary>The result of a backtest for people.</summary>
internal static class BacktestReport
{
    private const int MostNamed = 10;

    private static readonly string[] Heads = ["RECEIVER", "TYPE", "ROUTED", "REQUESTS", "HELD BACK", "PEAK/MIN"];

    public static string Write(string past, BacktestResult result, BacktestResult? baseline, BacktestComparison? comparison)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{result.Configuration} against {past}: {Number(result.Events)} events{Span(result)}{Found(result)}.\n\n");
        Table(text, result);
        foreach (var receiver in result.Receivers)
            Rejections(text, receiver);
        if (comparison is not null)
            Compare(text, baseline!, comparison);
        return text.ToString();
    }

    private static string Span(BacktestResult result) => result is { From: { } from, To: { } to }
        ? $", {Time(from)} to {Time(to)}"
        : "";

    private static string Found(BacktestResult result)
    {
        var incidents = result.Findings.OfType<IncidentFinding>().Select(static finding => finding.Id).Distinct(StringComparer.Ordinal).Count();
        var alerts = result.Findings.OfType<AlertFinding>().Count(static finding => finding.IsFiring);
        return (incidents, alerts) == (0, 0) ? "" : $"; {Count(incidents, "incident")}, {Count(alerts, "alert")}";
    }

    private static void Table(StringBuilder text, BacktestResult result)
    {
        var rows = new List<string[]> { Heads };
        rows.AddRange(result.Receivers.Select(static receiver => new[]
        {
            receiver.Name,
            receiver.Type,
            Number(receiver.Routed),
            Counts(receiver.Operations),
            Counts(receiver.Held),
            Number(receiver.Peak),
        }));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
    }

    private static void Rejections(StringBuilder text, ReceiverAccount receiver)
    {
        foreach (var (reason, count) in receiver.Rejections)
            text.Append(CultureInfo.InvariantCulture, $"{receiver.Name}: {Count(count, "event")} would be a dead letter: {reason}\n");
    }

    private static void Compare(StringBuilder text, BacktestResult baseline, BacktestComparison comparison)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nAgainst {baseline.Configuration}:\n");
        var changed = false;
        foreach (var receiver in comparison.Receivers)
        {
            foreach (var (operation, before, now) in receiver.Operations)
            {
                changed = true;
                text.Append(CultureInfo.InvariantCulture, $"  {receiver.Name}: {Number(Math.Abs(now - before))} {(now < before ? "fewer" : "more")} {operation} ({Number(before)} before, {Number(now)} now)\n");
            }
        }

        if (!changed)
            text.Append("  every receiver would get the same number of requests\n");
        if (comparison.Gained > 0)
            text.Append(CultureInfo.InvariantCulture, $"  {Count(comparison.Gained, "warning")} newly sent\n");
        Lost(text, "no longer sent by some receiver", comparison.Lost, comparison.LostCount);
        Lost(text, "that nobody hears of any more", comparison.Unheard, comparison.UnheardCount);
    }

    private static void Lost(StringBuilder text, string what, IReadOnlyList<LostWarning> lost, long count)
    {
        if (count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"  {Count(count, "warning")} {what}:\n");
        foreach (var warning in lost.Take(MostNamed))
            text.Append(CultureInfo.InvariantCulture, $"    {Time(warning.At)} {warning.Receiver}: {warning.Reason} {warning.Object} ({warning.Why})\n");
        if (count > MostNamed)
            text.Append(CultureInfo.InvariantCulture, $"    and {Number(count - MostNamed)} more; --output json names up to {BacktestComparison.MostNamed}\n");
    }

    private static string Counts(IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? "-" : string.Join(", ", counts.Select(static pair => $"{Number(pair.Value)} {pair.Key}"));

    private static string Count(long count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
