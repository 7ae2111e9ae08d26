using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A namespace's quota is used up; the replica set's attempts fail until the quota is raised or the deployment scaled back.</summary>
public sealed class UsedUpQuota : Storm
{
    private static readonly string[] Resources = ["requests.memory=256Mi, used: requests.memory=8Gi, limited: requests.memory=8Gi", "pods=1, used: pods=20, limited: pods=20", "limits.cpu=2, used: limits.cpu=40, limited: limits.cpu=40"];

    public override string Name => "storm-quota";

    public override string Description => "A deployment cannot grow because the quota of its namespace is used up.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var workload = Take(cluster, "indexer", "checkout", "frontend");
        var quota = workload.Namespace + "-quota";
        Happened(cluster, "QuotaExceeded", quota, $"quota {quota} was used up, so that {workload.Name} got no further pod");
        var resource = cluster.Pick(Resources);
        var set = workload.ReplicaSet;
        cluster.Workloads.SayScaled(workload, set, workload.Replicas, workload.Replicas + 1);
        var attempts = cluster.Random.Next(12, 18);
        for (var i = 0; i < attempts; i++)
        {
            var about = cluster.About(ResourceKinds.ReplicaSet, workload.Namespace, set) with { ResourceVersion = "1" };
            cluster.Component("replicaset-controller").Warning(about, "FailedCreate", $"Error creating: pods \"{set}-{cluster.Suffix()}\" is forbidden: exceeded quota: {quota}, requested: {resource}");
            yield return Seconds(Math.Min(600, 0.02 * Math.Pow(2, i)));
        }

        if (cluster.Random.Next(2) == 0)
        {
            cluster.Workloads.SayScaled(workload, set, workload.Replicas + 1, workload.Replicas);
            yield break;
        }

        workload.Replicas++;
        foreach (var pause in cluster.Pods.Start(cluster.Workloads.Replace(workload)))
            yield return pause;
    }
}
