using System.Diagnostics;

namespace EventExporter.Benchmarks.EndToEnd.Scenarios;

/// <summary>The receiver's service refuses connections for a while, then takes them again.</summary>
internal static class Outage
{
    private const int SecondsBefore = 15;

    public static async Task<Report> RunAsync(EndToEndOptions options, string folder)
    {
        var rate = options.Rate ?? 2000;
        var seconds = options.Seconds ?? 60;
        var events = rate * (SecondsBefore + seconds + 5);
        using var stage = await Stage.SetAsync(options, folder, listed: 0, watched: events, rate);
        await stage.ReceiveAsync(rate * SecondsBefore);
        var before = stage.Exporter.Usage;
        stage.Exporter.ResetPeak();

        await stage.BulkService.AskAsync("down");
        await Stage.PauseAsync(seconds);
        var during = stage.Exporter.Usage;
        var waiting = await stage.SentAsync() - await stage.ReceivedAsync();

        await stage.BulkService.AskAsync("up");
        var clock = Stopwatch.StartNew();
        await stage.ReceiveAsync(events);
        var caughtUp = clock.Elapsed;
        var after = stage.Exporter.Usage;

        var report = new Report($"Outage: {rate:N0} events/s, receiver down for {seconds} s")
            .Add("memory before", $"{before.Resident / 1048576.0:F1} MiB (most {before.Peak / 1048576.0:F1} MiB)")
            .Add("memory while down", $"{during.Resident / 1048576.0:F1} MiB (most {during.Peak / 1048576.0:F1} MiB)")
            .Add("memory after", $"{after.Resident / 1048576.0:F1} MiB (most {after.Peak / 1048576.0:F1} MiB)")
            .Add("CPU while down, share of a core", $"{(during.CpuSeconds - before.CpuSeconds) / seconds:P1}")
            .Add("waiting when the service came back", $"{waiting:N0}")
            .Add("all delivered after", $"{caughtUp.TotalSeconds:F1} s");
        return await stage.VerifyAsync(report, await stage.SentAsync());
    }
}
