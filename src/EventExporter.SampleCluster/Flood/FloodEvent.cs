namespace EventExporter.SampleCluster.Flood;

/// <summary>What is written into a copy of a template.</summary>
/// <param name="Time">20 bytes: RFC 3339 with seconds.</param>
internal readonly ref struct FloodEvent(long id, long version, int count, ReadOnlySpan<byte> time)
{
    public long Id { get; } = id;

    public long Version { get; } = version;

    public int Count { get; } = count;

    public ReadOnlySpan<byte> Time { get; } = time;
}
