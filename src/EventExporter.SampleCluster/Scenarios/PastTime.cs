namespace EventExporter.SampleCluster.Scenarios;

/// <summary>The real clock set back: a cluster on it gets a past without anyone having to wait for it.</summary>
public sealed class PastTime : TimeProvider
{
    private long _behind;

    /// <summary>How far it is behind the real clock. Zero: it is the real clock.</summary>
    public TimeSpan Behind
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _behind));
        set => Interlocked.Exchange(ref _behind, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - Behind;
}
