using System.CommandLine;
using EventExporter.Backtest;
using EventExporter.Cli.Asking;
using EventExporter.Configuration;
using EventExporter.Configuration.Model;
using EventExporter.Hosting;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Replay;
using EventExporter.Query;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Cli.Commands;

/// <summary>What a configuration would have made of past events, before it is rolled out.</summary>
internal static class BacktestCommand
{
    private const string Unheard = "unheard";
    private const string Lost = "lost";
    private const string Rejected = "rejected";
    private const string Nothing = "nothing";

    public static Command Create()
    {
        var config = SharedOptions.Config();
        var against = new Option<string[]>("--against", "-a")
        {
            Description = "Recorded events (files as for replay), or the word history: what the history of the configuration in force holds.",
            Required = true,
            HelpName = "FILE|history",
            AllowMultipleArgumentsPerToken = true,
        };
        var baseline = new Option<string?>("--baseline", "-b") { Description = "The configuration in force, to be compared with.", HelpName = "FILE" };
        var where = new Option<string?>("--where", "-w") { Description = "Only events of the history that this query is true of, such as 'since=24h namespace!=dev'.", HelpName = "QUERY" };
        var runOn = SharedOptions.Time("--run-on");
        runOn.Description = "How long the clock runs on after the last event. Default: 1h.";
        var failOn = new Option<string[]>("--fail-on")
        {
            Description = "Exit 1 if warnings are heard of by no receiver any more (unheard), by some receiver no longer (lost), or events would be dead letters (rejected). Default: unheard and rejected.",
            DefaultValueFactory = _ => [Unheard, Rejected],
            AllowMultipleArgumentsPerToken = true,
        };
        failOn.AcceptOnlyFromAmong(Unheard, Lost, Rejected, Nothing);
        var output = SharedOptions.Output();
        var command = new Command("backtest", "Play past events through a configuration, with their own clock, and say what each receiver would have got. Sends nothing.")
        {
            config, against, baseline, where, runOn, failOn, output,
        };
        command.SetAction((parsed, cancellation) => HistoryTroubles.TellAsync(() => RunAsync(
            new Request(
                parsed.GetRequiredValue(config),
                parsed.GetRequiredValue(against),
                parsed.GetValue(where),
                parsed.GetValue(baseline),
                parsed.GetValue(runOn) ?? TimeSpan.FromHours(1),
                parsed.GetRequiredValue(failOn),
                parsed.GetRequiredValue(output) == "json"),
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(Request request, CancellationToken cancellation)
    {
        var configuration = Load(request.Config);
        var before = request.Baseline is { } file ? Load(file) : null;
        await using var history = request.Against is ["history"] ? HistoryParts.OpenBeside(before ?? configuration, NullLoggerFactory.Instance, TimeProvider.System) : null;
        if (history is null && request.Where is not null)
            throw UserError.Usage("event-exporter: --where goes with --against history.");
        IPastEvents past = history is null
            ? await ReadAsync(configuration, request.Against, cancellation)
            : new HistoryPast(history, request.Where is { } where ? AskOptions.Parse(where, TimeProvider.System.GetUtcNow()) : EventQuery.Everything);
        var result = await new BacktestRun(configuration, request.Config) { RunOn = request.RunOn }.RunAsync(past, cancellation);
        var baseline = before is null ? null : await new BacktestRun(before, request.Baseline!) { RunOn = request.RunOn }.RunAsync(past, cancellation);
        var comparison = baseline is null ? null : await BacktestComparison.OfAsync(baseline, result, past, cancellation);
        await Console.Out.WriteLineAsync(request.Json
            ? BacktestJson.Write(past.Name, result, baseline, comparison)
            : BacktestReport.Write(past.Name, result, baseline, comparison).TrimEnd('\n'));
        return Fails(request.FailOn, result, comparison) ? ExitCode.Failure : ExitCode.Success;
    }

    private static bool Fails(string[] conditions, BacktestResult result, BacktestComparison? comparison) =>
        (conditions.Contains(Unheard) && comparison is { UnheardCount: > 0 })
        || (conditions.Contains(Lost) && comparison is { LostCount: > 0 })
        || (conditions.Contains(Rejected) && result.Receivers.Any(static receiver => receiver.Rejections.Count > 0));

    private static ExporterConfiguration Load(string path) => ConfigurationFile.Accept(
        ConfigurationLoader.Load(path, new PretendedEnvironment(new Dictionary<string, string>(), path)), path);

    private static async Task<RecordedPast> ReadAsync(ExporterConfiguration configuration, string[] files, CancellationToken cancellation)
    {
        var reader = new EventFileReader(new EventReader(configuration.ClusterName, TimeProvider.System));
        var recordings = new List<Recording>();
        try
        {
            await Recordings.OpenAllAsync(reader, files, recordings, cancellation);
            return await RecordedPast.ReadAsync(reader, recordings, cancellation);
        }
        finally
        {
            foreach (var recording in recordings)
                await recording.DisposeAsync();
        }
    }

    private sealed record Request(string Config, string[] Against, string? Where, string? Baseline, TimeSpan RunOn, string[] FailOn, bool Json);
}
