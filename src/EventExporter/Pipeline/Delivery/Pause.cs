namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// A wait that a service asked for, for everything that is sent to it. A shorter one that it asks for meanwhile does not end the longer.
/// </summary>
internal sealed class Pause(TimeProvider time)
{
    /// <summary>When it is over, in ticks of UTC.</summary>
    private long _over;

    /// <summary>What is left of it; null if nothing is.</summary>
    public TimeSpan? Left
    {
        get
        {
            var left = new DateTimeOffset(Volatile.Read(ref _over), TimeSpan.Zero) - time.GetUtcNow();
            return left > TimeSpan.Zero ? left : null;
        }
    }

    public void AtLeast(TimeSpan wait)
    {
        var over = (time.GetUtcNow() + wait).UtcTicks;
        var known = Volatile.Read(ref _over);
        while (known < over)
        {
            var before = Interlocked.CompareExchange(ref _over, over, known);
            if (before == known)
                return;
            known = before;
        }
    }
}
