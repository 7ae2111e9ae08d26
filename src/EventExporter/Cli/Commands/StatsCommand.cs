using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EventExporter.Cli.Asking;
using EventExporter.Hosting;

namespace EventExporter.Cli.Commands;

/// <summary>How much the history holds.</summary>
internal static class StatsCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] Overrides = ["types", "namespaces"];

    public static Command Create()
    {
        var output = SharedOptions.Output();
        var ask = new AskOptions();
        var command = new Command("stats", "Show how much the history holds: sizes, rates, retention, the oldest event.") { output };
        ask.AddTo(command);
        command.SetAction((parsed, _) => HistoryTroubles.TellAsync(async () =>
        {
            using var signals = new StopSignals();
            await using var answers = ask.Open(parsed);
            var stats = await answers.StatsAsync(signals.Stop);
            if (parsed.GetRequiredValue(output) == "json")
                Console.Out.WriteLine(JsonSerializer.Serialize(stats, Indented));
            else
                Write(stats);
            return ExitCode.Success;
        }));
        return command;
    }

    private static void Write(JsonElement stats)
    {
        void Line(string name, string value) => Console.Out.WriteLine($"{name,-12} {DisplayText.Clean(value)}");
        Line("events", EventRows.Text(stats, "events"));
        Line("occurrences", EventRows.Text(stats, "occurrences"));
        Line("oldest", EventRows.Text(stats, "oldest"));
        Line("newest", EventRows.Text(stats, "newest"));
        // A server does not tell the size to those who see some namespaces only.
        if (stats.GetProperty("bytes") is { ValueKind: JsonValueKind.Number } bytes)
            Line("size", string.Create(CultureInfo.InvariantCulture, $"{bytes.GetInt64() / 1048576.0:0.0} MiB, {EventRows.Text(stats, "bytesPerEvent")} bytes an event"));
        Line("rate", $"{EventRows.Text(stats, "ratePerSecond")} events a second, over the last five minutes");
        Line("retention", Retention(stats.GetProperty("retention")));
        if (EventRows.Text(stats, "notice") is { Length: > 0 } notice)
            Line("notice", notice);
    }

    private static string Retention(JsonElement retention)
    {
        var size = retention.TryGetProperty("sizeBytes", out var bytes) ? $", at most {bytes.GetInt64() / 1048576} MiB" : "";
        var others = Overrides
            .Where(name => retention.TryGetProperty(name, out _))
            .SelectMany(name => retention.GetProperty(name).EnumerateObject())
            .Select(rule => $"{rule.Name} {rule.Value.GetString()}");
        return string.Join("; ", others.Prepend(EventRows.Text(retention, "age") + size));
    }
}
