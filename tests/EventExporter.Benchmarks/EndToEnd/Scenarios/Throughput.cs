using System.Diagnostics;
using EventExporter.Benchmarks.EndToEnd.Processes;

namespace EventExporter.Benchmarks.EndToEnd.Scenarios;

/// <summary>As fast as it goes: what an event costs.</summary>
internal static class Throughput
{
    /// <summary>By then the runtime has compiled and optimised what runs often.</summary>
    private const double WarmShare = 0.2;

    public static async Task<Report> RunAsync(EndToEndOptions options, string folder)
    {
        var events = options.Events ?? 1_000_000;
        using var stage = await Stage.SetAsync(options, folder, listed: 0, watched: events, rate: options.Rate ?? 0);
        var clock = Stopwatch.StartNew();
        (long Events, double Cpu, TimeSpan At)? warm = null;
        await stage.ReceiveAsync(events, received =>
        {
            if (received >= events * WarmShare)
                warm ??= (received, stage.Exporter.Usage.CpuSeconds, clock.Elapsed);
        });

        var took = clock.Elapsed;
        var usage = stage.Exporter.Usage;
        var metrics = await stage.Exporter.MetricsAsync();
        var report = new Report($"Throughput: {events:N0} events as fast as they are taken")
            .Add("CPU per million events, from process start", $"{usage.CpuSeconds / events * 1e6:F1} s (user {usage.UserSeconds:F1} s, system {usage.SystemSeconds:F1} s)");
        if (warm is { } from && from.Events < events)
        {
            report.Add("CPU per million events, after the first fifth", $"{(usage.CpuSeconds - from.Cpu) / (events - from.Events) * 1e6:F1} s")
                .Add("events a second, after the first fifth", $"{(events - from.Events) / (took - from.At).TotalSeconds:N0}")
                .Add("cores used, after the first fifth", $"{(usage.CpuSeconds - from.Cpu) / (took - from.At).TotalSeconds:F2}");
        }

        report.Add("events a second, from process start", $"{events / took.TotalSeconds:N0}")
            .Add("allocated an event", $"{metrics.Sum("dotnet_gc_allocated_bytes_total") / events:N0} bytes")
            .Add("collections (pause)", $"{metrics.Sum("dotnet_gc_collections_total"):N0} ({metrics.Sum("dotnet_gc_pause_seconds_total"):F2} s)")
            .Add("most memory", $"{usage.Peak / 1048576.0:F1} MiB");
        return await stage.VerifyAsync(report, await stage.SentAsync());
    }
}
