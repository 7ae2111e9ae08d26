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

    private readonly Pause _pause = new(time);

    /// <summary>What is left of a wait that Slack asked for; null if nothing is.</summary>
    public TimeSpan? Left => _pause.Left;

    public void Hold(TimeSpan wait) => _pause.AtLeast(wait);

    /// <summary>
    /// Posts to a channel when its turn has come. Slack counts from when a message came in, which is before its answer: whoever waits the whole
    /// interval from there is never too fast, however long messages are on their way.
    /// </summary>
    public async Task<SlackAnswer> PostAsync(string channel, Func<Task<SlackAnswer>> post, CancellationToken cancellation)
    {
        await BeforePostAsync(channel, cancellation);

        // Asked for while this one stood in line.
        if (Left is { } left)
            return Waits(left);
        try
        {
            return await post();
        }
        finally
        {
            _channels[channel] = (time.GetUtcNow() + interval).UtcTicks;
        }
    }

    public async Task<SlackAnswer> UpdateAsync(Func<Task<SlackAnswer>> update, CancellationToken cancellation)
    {
        await TakeAsync(_updates, cancellation);
        return Left is { } left ? Waits(left) : await update();
    }

    private static SlackAnswer Waits(TimeSpan left) => new(Outcome.Retry("waits as long as Slack asked", left));

    private async Task BeforePostAsync(string channel, CancellationToken cancellation)
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
