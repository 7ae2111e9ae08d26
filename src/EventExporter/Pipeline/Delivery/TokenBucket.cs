namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// A rate limit: tokens come in steadily up to a burst, each event takes one. (System.Threading.RateLimiting has one too, but it
/// cannot be given a <see cref="TimeProvider"/>.)
/// </summary>
internal sealed class TokenBucket(RateLimit options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly double _burst = Math.Max(1, options.Burst);
    private double _tokens = Math.Max(1, options.Burst);
    private long _filledAt = time.GetTimestamp();

    public OverflowPolicy Overflow => options.Overflow;

    public bool TryTake()
    {
        lock (_gate)
        {
            Fill();
            // A thousandth of a token is forgiven, so that a wait reckoned in whole ticks is never one tick short.
            if (_tokens < 0.999)
                return false;
            _tokens -= 1;
            return true;
        }
    }

    /// <summary>Completes when a token is there, if nobody else takes it.</summary>
    public Task WaitAsync(CancellationToken cancellation) => Task.Delay(Wait, time, cancellation);

    /// <summary>How long until a token is there.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate)
            {
                Fill();
                return TimeSpan.FromSeconds(Math.Max(0, 1 - _tokens) / options.PerSecond);
            }
        }
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + time.GetElapsedTime(_filledAt, now).TotalSeconds * options.PerSecond);
        _filledAt = now;
    }
}
