using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Cli.Asking;
using EventExporter.History;
using EventExporter.Hosting;
using EventExporter.Query;

namespace EventExporter.Cli.Commands;

/// <summary>What happened to an object, its owners and its node, in order.</summary>
internal static class TimelineCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var about = new Argument<string>("object") { Description = "KIND/NAMESPACE/NAME, or KIND/NAME: pod/payments/checkout-7d9c, node/worker-3." };
        var since = new Option<string>("--since") { Description = "From when on: a span back from now, a date or a time.", DefaultValueFactory = _ => "1d", HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = "Up to when.", HelpName = "TIME" };
        var output = SharedOptions.Output("table", "json");
        var ask = new AskOptions();
        var command = new Command("timeline", "Show what happened to an object, its owners and its node, in order, with gaps.") { about, since, until, output };
        ask.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            var name = parsed.GetRequiredValue(about);
            if (ObjectName.Parse(name) is null)
                throw UserError.Usage($"event-exporter: '{DisplayText.Clean(name)}' names no object; write KIND/NAMESPACE/NAME, such as pod/payments/checkout-7d9c, or KIND/NAME, such as node/worker-3.");
            var (from, to) = (Time("--since", parsed.GetRequiredValue(since)), parsed.GetValue(until) is { } end ? Time("--until", end) : (DateTimeOffset?)null);
            if (to <= from)
                throw UserError.Usage("event-exporter: --until is before --since, and nothing lies between them; --since 2h --until 1h is the hour before the last.");
            return await HistoryTroubles.TellAsync(async () =>
            {
                await using var answers = ask.Open(parsed);
                var timeline = await answers.TimelineAsync(name, from, to, signals.Stop);
                Console.Out.WriteLine(parsed.GetRequiredValue(output) == "json" ? JsonSerializer.Serialize(timeline, Indented) : TimelineText.Write(timeline, TextTable.TerminalWidth()).TrimEnd());
                if (EventRows.Text(timeline, "reason") is { Length: > 0 } why)
                    await Console.Error.WriteLineAsync($"this is a part: {why}");
                return ExitCode.Success;
            });
        });
        return command;
    }

    private static DateTimeOffset Time(string option, string text) => QueryTimes.TryParse(text, TimeProvider.System.GetUtcNow(), out var time)
        ? time
        : throw UserError.Usage($"event-exporter: {option} is '{text}'; {QueryTimes.Forms}.");
}
