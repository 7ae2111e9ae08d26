using EventExporter.Benchmarks.EndToEnd.Processes;

namespace EventExporter.Benchmarks.EndToEnd.Scenarios;

/// <summary>A cluster with many events in store: the list at the start, and once more after the watch's version is gone.</summary>
internal static class Relist
{
    private const int Watched = 1000;
    private const int Rate = 200;

    public static async Task<Report> RunAsync(EndToEndOptions options, string folder)
    {
        var listed = options.Events ?? 500_000;
        var idle = await IdleMemoryAsync(options, Path.Combine(folder, "idle"));
        using var stage = await Stage.SetAsync(options, folder, listed, Watched, Rate);
        await stage.ReceiveAsync(Watched);
        var first = stage.Exporter.Usage;

        stage.Exporter.ResetPeak();
        var expired = await stage.ApiServer.AskAsync("expire");
        // The list is read again, and the watch after it repeats what came after that list before.
        await UntilAsync(stage, counts => counts["listed"] >= expired["listed"] + listed && counts["watched"] >= 2 * Watched);
        await Stage.PauseAsync(3);
        var second = stage.Exporter.Usage;

        var report = new Report($"Relist: {listed:N0} events in the list")
            .Add("memory without a list", $"{MiB(idle.Resident)} (most {MiB(idle.Peak)})")
            .Add("list at the start: memory", $"{MiB(first.Resident)} (most {MiB(first.Peak)}, growth {MiB(first.Peak - idle.Peak)})")
            .Add("list at the start: CPU", $"{first.CpuSeconds - idle.CpuSeconds:F1} s")
            .Add("list after 410: memory", $"{MiB(second.Resident)} (most {MiB(second.Peak)}, growth {MiB(second.Peak - first.Resident)})")
            .Add("list after 410: CPU", $"{second.CpuSeconds - first.CpuSeconds:F1} s");
        // The exporter tells of the gap by an event of its own.
        var gaps = (long)(await stage.Exporter.MetricsAsync()).Sum("event_exporter_gaps_total");
        report.Add("gaps told", $"{gaps}");
        return await stage.VerifyAsync(report, Watched + gaps);
    }

    private static async Task<ProcessUsage> IdleMemoryAsync(EndToEndOptions options, string folder)
    {
        using var stage = await Stage.SetAsync(options, folder, listed: 0, Watched, Rate);
        await stage.ReceiveAsync(Watched);
        return stage.Exporter.Usage;
    }

    private static async Task UntilAsync(Stage stage, Func<IReadOnlyDictionary<string, long>, bool> reached)
    {
        for (var i = 0; i < 600 && !reached(await stage.ApiServer.AskAsync()); i++)
            await Stage.PauseAsync(0.2);
    }

    private static string MiB(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:F1} MiB");
}
