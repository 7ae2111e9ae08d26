using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A rollout with an image that cannot be had, which gets stuck and is undone after some minutes.</summary>
public sealed class BadRollout : Storm
{
    private static readonly string[] Errors =
    [
        "rpc error: code = NotFound desc = failed to pull and unpack image \"{0}\": failed to resolve reference \"{0}\": {0}: not found",
        "failed to pull and unpack image \"{0}\": failed to resolve reference \"{0}\": pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials",
        "Error response from daemon: manifest for {0} not found: manifest unknown: manifest unknown",
    ];

    public override string Name => "storm-bad-rollout";

    public override string Description => "A deployment is rolled out with an image that cannot be pulled and is rolled back after some minutes.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var workload = Take(cluster, "checkout", "frontend", "gateway", "indexer", "prometheus");
        var (goodSet, goodVersion) = (workload.ReplicaSet, workload.Version);
        Happened(cluster, "ImagePull", workload.Name, $"{workload.Namespace}/{workload.Name} was rolled out with an image that cannot be pulled");
        cluster.Workloads.BeginRevision(workload, "2.0.0-rc" + cluster.Random.Next(1, 9));
        var pods = cluster.Random.Next(1, 4);
        cluster.Workloads.SayScaled(workload, workload.ReplicaSet, 0, pods);
        cluster.Workloads.SetReplicas(workload, workload.ReplicaSet, pods);
        var error = string.Format(System.Globalization.CultureInfo.InvariantCulture, cluster.Pick(Errors), workload.Image);
        var broken = Enumerable.Range(0, pods).Select(_ => cluster.Workloads.Replace(workload)).ToArray();
        foreach (var pod in broken)
            cluster.Stage.Begin(cluster.Pods.FailToPull(pod, error));
        yield return cluster.Between(240, 900);
        cluster.Workloads.DeadlineExceeded(workload);
        cluster.Workloads.SayScaled(workload, workload.ReplicaSet, pods, 0);
        cluster.Workloads.SetReplicas(workload, workload.ReplicaSet, 0);
        foreach (var pod in broken)
            cluster.Workloads.Remove(pod);
        (workload.ReplicaSet, workload.Version) = (goodSet, goodVersion);
        yield return Seconds(5);
    }
}
