using System.CommandLine;
using EventExporter.Configuration.Model;
using EventExporter.Hosting;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Replay;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Cli.Commands;

/// <summary>Recorded events through the real pipeline, once, to the real receivers. Uses a journal of its own: a running exporter is not touched.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var config = SharedOptions.Config();
        var files = new Argument<string[]>("events")
        {
            Description = "Recorded events: kubectl get events -A -o json (or yaml), JSON lines, watch lines, a JSON array; gzip too; - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var giveUp = SharedOptions.Time("--give-up-after");
        giveUp.Description = "How long a receiver that does not accept is tried, where its configuration sets no limit. Default: 1m.";
        var command = new Command("replay", "Send recorded events through the pipeline. Exits 1 if anything was not delivered.") { config, files, giveUp };
        command.SetAction((parsed, _) => ReplayAsync(
            ConfigurationFile.Load(parsed.GetRequiredValue(config)), parsed.GetRequiredValue(files), parsed.GetValue(giveUp) ?? TimeSpan.FromMinutes(1)));
        return command;
    }

    private static async Task<int> ReplayAsync(ExporterConfiguration configuration, string[] files, TimeSpan giveUp)
    {
        using var signals = new StopSignals();
        using var loggers = Logs.Create(configuration.LogLevel, configuration.LogFormat, TimeProvider.System);
        var reader = new EventFileReader(new EventReader(configuration.ClusterName, TimeProvider.System));
        var recordings = new List<Recording>();
        try
        {
            await Recordings.OpenAllAsync(reader, files, recordings, signals.Stop);
            return await SendAsync(GivingUp(configuration, giveUp), new ReplaySource(reader, recordings), loggers, signals);
        }
        finally
        {
            foreach (var recording in recordings)
                await recording.DisposeAsync();
        }
    }

    private static async Task<int> SendAsync(ExporterConfiguration configuration, ReplaySource source, ILoggerFactory loggers, StopSignals signals)
    {
        using var metrics = new ExporterMetrics();
        var surroundings = new ExporterSurroundings(metrics, new HealthBoard(), loggers, TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("event-exporter-replay-");
        try
        {
            await using var journal = SqliteJournal.Open(
                Composition.JournalOptions(configuration) with { Folder = folder.FullName, WhenFull = Pipeline.Journal.WhenFull.Hold },
                TimeProvider.System,
                metrics,
                surroundings.Health,
                loggers.CreateLogger<SqliteJournal>());
            var reasons = new ReasonCounts(Composition.Analyzer(configuration));
            var parts = Composition.ForRecordings(configuration, source, journal, surroundings) with { Analyzer = reasons };
            await using var exporter = new Exporter(parts);
            await exporter.RunAsync(signals.Stop, signals.Abort);
            var statuses = exporter.Receivers.Statuses;
            await Console.Error.WriteAsync(DeliverySummary.Write(statuses, reasons.Counts));
            return statuses.All(s => s.Rejected == 0 && s.Pending == 0 && s.Overflow == 0 && s.JournalFull == 0) ? ExitCode.Success : ExitCode.Failure;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A replay has to end: receivers that would be tried for ever are given a limit.</summary>
    private static ExporterConfiguration GivingUp(ExporterConfiguration configuration, TimeSpan giveUp) => configuration with
    {
        Receivers = [.. configuration.Receivers.Select(r => r.Retry is { GiveUpAfter: null, MaxAttempts: null } ? r with { Retry = r.Retry with { GiveUpAfter = giveUp } } : r)],
    };
}
