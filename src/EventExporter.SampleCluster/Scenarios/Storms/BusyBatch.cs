using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Scenarios.Incidents;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>The batch run of 50,000 pods in five minutes: very much, and nothing wrong.</summary>
public sealed class BusyBatch : Storm
{
    public override string Name => "storm-batch";

    public override string Description => "A batch of 50,000 short pods in five minutes; nothing is wrong.";

    public override TimeSpan Length => TimeSpan.FromMinutes(12);

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster) => new BatchRun().Play(cluster);
}
