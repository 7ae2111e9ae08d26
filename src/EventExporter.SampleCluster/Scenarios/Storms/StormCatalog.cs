namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>The storms that there are; each is made anew, for what it has on record is its own.</summary>
public static class StormCatalog
{
    public static IReadOnlyList<Func<Storm>> All { get; } =
    [
        () => new BadRollout(), () => new NodeLoss(), () => new RegistryFailure(), () => new FullDisk(), () => new UsedUpQuota(), () => new FlappingProbe(),
        () => new DnsFailure(), () => new ChurningAutoscaler(), () => new LeakingMemory(), () => new NoRoomLeft(), () => new MissingConfigMap(), () => new BusyBatch(),
    ];
}
