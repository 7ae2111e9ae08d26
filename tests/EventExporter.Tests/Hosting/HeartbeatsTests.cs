using EventExporter.Hosting;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks;
using EventExporter.Telemetry;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Hosting;

public class HeartbeatsTests
{
    private readonly ManualTimeProvider _time = new(Some.Time);
    private readonly HealthBoard _health = new();

    [Fact]
    public async Task A_heartbeat_is_pinged_while_the_cluster_is_watched_and_only_then()
    {
        var sink = new Beating();
        var log = new ListLogger();
        using var stop = new CancellationTokenSource();
        var running = new Heartbeats([new Receiver("a", 0, "x", sink, DeliveryOptions.Default)], _health, _time, log).RunAsync(stop.Token);
        Assert.Equal(0, sink.Pings);

        _health.Report("watch", HealthState.Ok);
        await AdvanceUntilAsync(() => sink.Pings == 2);
        _health.Report("watch", HealthState.Degraded, "silent");
        var before = sink.Pings;
        for (var i = 0; i < 5; i++)
            await AdvanceAsync();
        Assert.Equal(before, sink.Pings);

        sink.Fails = true;
        _health.Report("watch", HealthState.Ok);
        await AdvanceUntilAsync(() => sink.Pings >= before + 3);
        sink.Fails = false;
        await AdvanceUntilAsync(() => sink.Pings >= before + 5);
        Assert.Single(log.Lines);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, "watch")]
    [InlineData(true, "watch/a", "watch/b")]
    [InlineData(false, "journal")]
    public void Every_watch_must_work_and_one_must_be_there(bool expected, params string[] parts)
    {
        foreach (var part in parts)
            _health.Report(part, HealthState.Ok);
        Assert.Equal(expected, Heartbeats.IsWatching(_health));
        _health.Report("watch/c", HealthState.NotReady);
        Assert.False(Heartbeats.IsWatching(_health));
    }

    private async Task AdvanceUntilAsync(Func<bool> done)
    {
        // Ticks that nobody has taken up yet become one: how many it takes depends on how busy the machine is.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!done())
        {
            limit.Token.ThrowIfCancellationRequested();
            await AdvanceAsync();
        }
    }

    private async Task AdvanceAsync()
    {
        await Harness.UntilAsync(() => _time.PendingTimers > 0);
        _time.Advance(TimeSpan.FromSeconds(60));
        await Harness.SettleAsync();
    }

    private sealed class Beating : ISink, IHeartbeatSink
    {
        public bool Fails { get; set; }

        public int Pings { get; private set; }

        public string Heartbeat => "exporter";

        public TimeSpan HeartbeatInterval => TimeSpan.FromMinutes(1);

        public Task PingAsync(CancellationToken cancellation)
        {
            Pings++;
            return Fails ? Task.FromException(new HttpRequestException("no")) : Task.CompletedTask;
        }

        public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation) =>
            Task.FromResult(Outcome.ForAll(batch.Count, Outcome.Delivered()));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
