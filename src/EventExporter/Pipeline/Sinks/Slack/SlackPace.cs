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

    /// <summary>When the next message may go to a channel, in ticks of UTC.</summary>
    private readonly ConcurrentDictionary<string, long> _channels = new(StringComparer.Ordinal);
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
            while (!TryReserve(channel, out var wait))
                await Task.Delay(wait, time, cancellation);
        }

        await TakeAsync(_workspace, cancellation);
    }

    /// <summary>
    /// A message was answered, well or badly. Slack counts from when it came in, which was before now: whoever waits the whole interval from
    /// here is never too fast, however long messages are on their way.
    /// </summary>
    public void AfterPost(string channel) => _channels[channel] = (time.GetUtcNow() + interval).UtcTicks;

    public Task BeforeUpdateAsync(CancellationToken cancellation) => TakeAsync(_updates, cancellation);

    private bool TryReserve(string channel, out TimeSpan wait)
    {
        var now = time.GetUtcNow();
        var notBefore = _channels.GetOrAdd(channel, 0L);
        wait = TimeSpan.FromTicks(Math.Max(1, notBefore - now.UtcTicks));
        return notBefore <= now.UtcTicks && _channels.TryUpdate(channel, (now + interval).UtcTicks, notBefore);
    }

    private static async Task TakeAsync(TokenBucket bucket, CancellationToken cancellation)
    {
        while (!bucket.TryTake())
            await bucket.WaitAsync(cancellation);
    }
}
