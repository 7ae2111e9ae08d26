namespace EventExporter.SampleCluster.Storage;

/// <summary>How long the store remembers, and where its identities come from.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>How long an event lives after its last write (the server's <c>--event-ttl</c>). Default 1 hour; null keeps events for ever.</summary>
    public TimeSpan? EventTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far back a watch may start. Default 5 minutes, the API server's compaction interval; null sets no limit in time.</summary>
    public TimeSpan? HistoryWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many changes are kept at most, whatever their age. Default 50,000.</summary>
    public int HistoryLimit { get; init; } = 50_000;

    /// <summary>Seed of uids and generated names: the same seed and the same writes give the same objects.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The version that the first write gets; a real cluster's never starts at 1.</summary>
    public long FirstResourceVersion { get; init; } = 1_000;
}
