using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Hosting;

/// <summary>
/// Pings the heartbeats of receivers that have one, while the cluster is watched: whoever waits for the ping hears of an exporter that
/// is gone, and of one that sees nothing any more.
/// </summary>
internal sealed class Heartbeats(IReadOnlyList<Receiver> receivers, HealthBoard health, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LongestPing = TimeSpan.FromSeconds(30);

    /// <summary>Every part that watches says that it works, and there is one.</summary>
    public static bool IsWatching(HealthBoard health)
    {
        var watches = health.Reports.Where(static report => report.Key == "watch" || report.Key.StartsWith("watch/", StringComparison.Ordinal)).ToList();
        return watches.Count > 0 && watches.TrueForAll(static report => report.Value.State == HealthState.Ok);
    }

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(
        from receiver in receivers
        let sink = receiver.Sink as IHeartbeatSink
        where sink is { Heartbeat.Length: > 0 }
        select BeatAsync(receiver.Name, sink, stop));

    private async Task BeatAsync(string receiver, IHeartbeatSink sink, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(sink.HeartbeatInterval, time);
        var failed = false;
        try
        {
            do
            {
                if (IsWatching(health))
                    failed = await PingAsync(receiver, sink, failed, stop);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // No ping any more: that is what the heartbeat is for.
        }
    }

    private async Task<bool> PingAsync(string receiver, IHeartbeatSink sink, bool failedBefore, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(LongestPing, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await sink.PingAsync(either.Token);
            return false;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            if (!failedBefore)
                log.LogWarning("Receiver {Receiver}: the heartbeat {Heartbeat} could not be pinged: {Problem}", receiver, sink.Heartbeat, error.Message);
            return true;
        }
    }
}
