using EventExporter.Benchmarks.EndToEnd.Processes;

namespace EventExporter.Benchmarks.EndToEnd.Scenarios;

/// <summary>A busy but ordinary cluster: what the exporter costs while it is there.</summary>
internal static class Steady
{
    private const int WarmUpSeconds = 20;

    public static async Task<Report> RunAsync(EndToEndOptions options, string folder)
    {
        var rate = options.Rate ?? 200;
        var seconds = options.Seconds ?? 60;
        var events = rate * (seconds + WarmUpSeconds);
        using var stage = await Stage.SetAsync(options, folder, listed: 0, watched: events, rate);
        await stage.ReceiveAsync(rate * WarmUpSeconds);

        var before = (Usage: stage.Exporter.Usage, Metrics: await stage.Exporter.MetricsAsync(), Events: await stage.ReceivedAsync());
        await Stage.PauseAsync(seconds - 2);
        var usage = stage.Exporter.Usage;
        var metrics = (await stage.Exporter.MetricsAsync()).Since(before.Metrics);
        var measured = await stage.ReceivedAsync() - before.Events;
        await stage.ReceiveAsync(events);

        var report = new Report($"Steady: {rate} events/s, measured for {seconds - 2} s after {WarmUpSeconds} s")
            .Add("CPU, share of a core", $"{(usage.CpuSeconds - before.Usage.CpuSeconds) / (seconds - 2):P2}")
            .Add("CPU of the first seconds", $"{before.Usage.CpuSeconds:F2} s")
            .Add("memory", $"{usage.Resident / 1048576.0:F1} MiB (most {usage.Peak / 1048576.0:F1} MiB)")
            .Add("latency, read to accepted: half of them up to", $"{metrics.LatencyBound("everything", 0.5):0.###} s")
            .Add("latency, read to accepted: 99 of 100 up to", $"{metrics.LatencyBound("everything", 0.99):0.###} s")
            .Add("allocated an event", $"{metrics.Sum("dotnet_gc_allocated_bytes_total") / Math.Max(1, measured):N0} bytes")
            .Add("journal transactions a second", $"{metrics.Sum("event_exporter_journal_commit_seconds_count") / (seconds - 2):F1}");
        return await stage.VerifyAsync(report, await stage.SentAsync());
    }
}
