using System.Collections.Concurrent;
using EventExporter.Pipeline.Delivery;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>
/// Slack's rates (docs.slack.dev, "Rate limits"): a message a second and channel, several hundred a minute and workspace, and 50 updates
/// a minute. Whoever is too fast waits here, in order, before Slack has to refuse it.
/// </summary>
internal sealed class SlackPace(TimeSpan interval, TimeProvider time)
{
    private const int MostChannels = 1000;

    private static readonly RateLimit Workspace = new(300, TimeSpan.FromMinutes(1), Burst: 10);
    private static readonly RateLimit Updates = new(50, TimeSpan.FromMinutes(1), Burst: 10);

    private readonly ConcurrentDictionary<string, TokenBucket> _channels = new(StringComparer.Ordinal);
    private readonly TokenBucket _workspace = new(Workspace, time);
    private readonly TokenBucket _updates = new(Updates, time);

    private long _notBefore;

    /// <summary>What is left of a wait that Slack asked for; null if nothing is.</summary>
    public TimeSpan? Left
    {
        get
        {
            var left = new DateTimeOffset(Volatile.Read(ref _notBefore), TimeSpan.Zero) - time.GetUtcNow();
            return left > TimeSpan.Zero ? left : null;
        }
    }

    public void Hold(TimeSpan wait) => Volatile.Write(ref _notBefore, (time.GetUtcNow() + wait).UtcTicks);

    public async Task BeforePostAsync(string channel, CancellationToken cancellation)
    {
        if (interval > TimeSpan.Zero)
        {
            // Templates may make any number of channel names.
            if (_channels.Count > MostChannels)
                _channels.Clear();
            await TakeAsync(_channels.GetOrAdd(channel, _ => new TokenBucket(new RateLimit(1, interval), time)), cancellation);
        }

        await TakeAsync(_workspace, cancellation);
    }

    public Task BeforeUpdateAsync(CancellationToken cancellation) => TakeAsync(_updates, cancellation);

    private static async Task TakeAsync(TokenBucket bucket, CancellationToken cancellation)
    {
        while (!bucket.TryTake())
            await bucket.WaitAsync(cancellation);
    }
}
