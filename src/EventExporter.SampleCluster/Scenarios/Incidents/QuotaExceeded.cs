using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>A namespace's quota is used up: the replica set controller tries and fails, each time with another pod name in the message.</summary>
internal sealed class QuotaExceeded : Scenario
{
    public override string Name => "quota";

    public override string Description => "search has no quota left for another indexer; the controller's attempts end up combined.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var indexer = cluster.Find("indexer");
        var replicaSet = indexer.ReplicaSet;
        cluster.Workloads.SayScaled(indexer, replicaSet, indexer.Replicas, indexer.Replicas + 1);
        for (var i = 0; i < 14; i++)
        {
            var about = cluster.About(ResourceKinds.ReplicaSet, indexer.Namespace, replicaSet) with { ResourceVersion = "1" };
            cluster.Component("replicaset-controller").Warning(about, "FailedCreate", $"Error creating: pods \"{replicaSet}-{cluster.Suffix()}\" is forbidden: exceeded quota: search-quota, requested: requests.memory=256Mi, used: requests.memory=8Gi, limited: requests.memory=8Gi");
            yield return Seconds(Math.Min(10, 0.1 * Math.Pow(2, i)));
        }

        cluster.Workloads.SayScaled(indexer, replicaSet, indexer.Replicas + 1, indexer.Replicas);
        yield return Seconds(5);
    }
}
