using System.Diagnostics;
using EventExporter.Benchmarks.EndToEnd;
using EventExporter.Benchmarks.EndToEnd.Processes;
using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Journal;
using EventExporter.Query;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Benchmarks.History;

/// <summary>Measures the history by itself: two weeks of events go in as fast as they are taken, then questions are asked while more come.</summary>
internal static class HistoryCommand
{
    private const string Usage = """
        history [options]
          --events N       events of two weeks that are there before anything is asked (10000000)
          --rate N         events a second that come in while questions are asked (10000)
          --rounds N       how often each question is asked (15)
          --folder PATH    where the file is made and left; one that is there is used
        """;

    /// <summary>As the journal gives them when some thousand come a second.</summary>
    private const int Batch = 500;

    public static async Task<int> RunAsync(string[] args)
    {
        if (HistoryMeasurement.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        using var folder = options.Folder is null ? new WorkFolder(keep: false) : null;
        var file = new EventExporter.History.Sqlite.HistoryOptions(options.Folder ?? folder!.Path) { Retention = new RetentionRules { Age = TimeSpan.FromDays(40), Size = long.MaxValue } };
        Directory.CreateDirectory(file.Folder);
        var isThere = File.Exists(file.File);
        var end = isThere ? new DateTimeOffset(File.GetCreationTimeUtc(file.File)) : TimeProvider.System.GetUtcNow();
        await using var history = SqliteHistory.Open(file, static () => [], new HealthBoard(), NullLogger.Instance, TimeProvider.System);
        var source = new TwoWeeks(options.Events, end, isThere ? options.Events : 0);
        if (!isThere)
            (await FillAsync(history, source, options)).Print(Console.Out);
        (await AskAsync(history, source, options, end)).Print(Console.Out);
        (await StreamAsync(history)).Print(Console.Out);
        return 0;
    }

    private static async Task<Report> FillAsync(SqliteHistory history, TwoWeeks source, HistoryMeasurement options)
    {
        var making = CpuOfMaking(options);
        var before = ProcessUsage.Of(Environment.ProcessId).CpuSeconds;
        var started = Stopwatch.GetTimestamp();
        var (last, lastAt) = (0.0, 0L);
        for (long at = 0; at < options.Events; at += Batch)
        {
            await history.StoreAsync(new JournalBatch(at + 1, source.Next((int)Math.Min(Batch, options.Events - at))), default);
            if (lastAt == 0 && at >= options.Events * 0.9)
                (last, lastAt) = (Stopwatch.GetElapsedTime(started).TotalSeconds, at);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpu = ProcessUsage.Of(Environment.ProcessId).CpuSeconds - before;
        var stats = await history.StatsAsync(default);
        return new Report($"{options.Events:N0} events of two weeks, as fast as they are taken")
            .Add("stored", $"{options.Events / seconds:N0} events/s; the last tenth {(options.Events - lastAt) / (seconds - last):N0} events/s")
            .Add("processor time", $"{(cpu * 1e6 / options.Events) - making:N1} s a million events (and {making:N1} s to make them)")
            .Add("on disk", $"{stats.Bytes / 1048576.0:N0} MiB with the log, {stats.BytesPerEvent:N0} bytes an event")
            .Add("memory", $"{ProcessUsage.Of(Environment.ProcessId).Peak / 1048576.0:N0} MiB at most");
    }

    /// <summary>Seconds a million.</summary>
    private static double CpuOfMaking(HistoryMeasurement options)
    {
        const int Sample = 200_000;
        var source = new TwoWeeks(options.Events, default(DateTimeOffset).AddYears(2000));
        source.Next(Sample / 10);
        var before = ProcessUsage.Of(Environment.ProcessId).CpuSeconds;
        for (var i = 0; i < Sample; i += Batch)
            source.Next(Batch);
        return (ProcessUsage.Of(Environment.ProcessId).CpuSeconds - before) * 1e6 / Sample;
    }

    private static async Task<Report> AskAsync(SqliteHistory history, TwoWeeks source, HistoryMeasurement options, DateTimeOffset end)
    {
        using var stop = new CancellationTokenSource();
        var flow = new SteadyFlow(history, source, options.Rate);
        var flowing = flow.RunAsync(stop.Token);
        var report = new Report($"Asked while {options.Rate:N0} events/s come in");
        await new Questions(history, end, options.Rounds).AskAsync(report);
        await stop.CancelAsync();
        await flowing;
        return report.Add("stored meanwhile", $"{flow.Stored:N0} events, {flow.Stored / flow.Seconds:N0} events/s; the longest wait for a batch {flow.Longest:N0} ms");
    }

    private static async Task<Report> StreamAsync(SqliteHistory history)
    {
        GC.Collect();
        var before = ProcessUsage.Of(Environment.ProcessId).Resident;
        ProcessUsage.ResetPeak(Environment.ProcessId);
        var started = Stopwatch.GetTimestamp();
        var count = 0L;
        await foreach (var _ in history.QueryAsync(new PageRequest(EventQuery.Everything) { Limit = 1_000_000, Budget = QueryBudget.None }, null, default))
            count++;
        var growth = ProcessUsage.Of(Environment.ProcessId).Peak - before;
        return new Report("A query that streams")
            .Add("events", $"{count:N0} in {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s")
            .Add("memory", $"{growth / 1048576.0:N0} MiB more at most than before");
    }
}
