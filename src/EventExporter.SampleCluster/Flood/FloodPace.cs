namespace EventExporter.SampleCluster.Flood;

/// <summary>How many lines may be sent by now.</summary>
internal sealed class FloodPace(int? rate, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _taken;

    public long Allowed() =>
        rate is { } perSecond ? (long)(time.GetElapsedTime(_start).TotalSeconds * perSecond) - _taken : long.MaxValue;

    public void Took(int count) => _taken += count;
}
