using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Kubernetes.Transport;
using EventExporter.Kubernetes.Watching;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.Transport;

public sealed class TokenBucketTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void The_burst_goes_through_at_once_and_the_rest_at_the_rate()
    {
        var bucket = new TokenBucket(perSecond: 2, burst: 3, _time);
        var waits = Enumerable.Range(0, 5).Select(_ => bucket.WaitAsync(CancellationToken.None).AsTask()).ToArray();

        Assert.Equal([true, true, true, false, false], waits.Select(w => w.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal([true, false], waits[3..].Select(w => w.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(waits[4].IsCompleted);
    }

    [Fact]
    public void A_quiet_time_saves_up_no_more_than_the_burst()
    {
        var bucket = new TokenBucket(perSecond: 10, burst: 2, _time);
        _time.Advance(TimeSpan.FromHours(1));

        var waits = Enumerable.Range(0, 3).Select(_ => bucket.WaitAsync(CancellationToken.None).AsTask()).ToArray();

        Assert.Equal([true, true, false], waits.Select(w => w.IsCompleted));
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_place_to_others()
    {
        var bucket = new TokenBucket(perSecond: 1, burst: 1, _time);
        await bucket.WaitAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var given = bucket.WaitAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        var next = bucket.WaitAsync(CancellationToken.None).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void No_rate_is_no_limit()
    {
        var bucket = new TokenBucket(perSecond: 0, burst: 1, _time);

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(bucket.WaitAsync(CancellationToken.None).AsTask().IsCompleted));
    }

    [Fact]
    public async Task The_client_waits_before_opening_a_watch_but_not_while_it_runs()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/version", "{}").OnJson("/api/v1/events", string.Concat(
            Enumerable.Range(0, 50).Select(i => Answers.WatchLine("ADDED", Answers.Item($"e{i}")))));
        using var client = server.Client(new KubernetesClientOptions { QueriesPerSecond = 1, Burst = 1 }, _time);
        await client.GetServerVersionAsync(CancellationToken.None);

        await using var watch = client.WatchAsync<string>(Items.Events, new WatchOptions(), Items.ReadName).GetAsyncEnumerator();
        var first = watch.MoveNextAsync().AsTask();
        Assert.False(first.IsCompleted);
        Assert.Single(server.Requests);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await first.WaitAsync(TimeSpan.FromSeconds(30)));
        for (var i = 1; i < 50; i++)
            Assert.True(await watch.MoveNextAsync());
    }
}
