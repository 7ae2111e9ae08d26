using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A new pod refers to a secret or config map that somebody forgot; after some minutes it is there.</summary>
public sealed class MissingConfigMap : Storm
{
    public override string Name => "storm-missing-config";

    public override string Description => "A new pod refers to a secret or config map that does not exist, until somebody makes it.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var workload = Take(cluster, "checkout", "frontend", "gateway", "indexer");
        var isSecret = cluster.Random.Next(2) == 0;
        var missing = $"{workload.Name}-{(isSecret ? "secret" : "config")}";
        Happened(cluster, "MissingConfig", workload.Name, $"{workload.Namespace}/{workload.Name} referred to {missing}, which did not exist");
        var pod = cluster.Workloads.Scale(workload, workload.Replicas + 1)[0];
        yield return Seconds(0.3);
        cluster.Pods.Assign(pod);
        var isMounted = cluster.Random.Next(2) == 0;
        for (var i = cluster.Random.Next(8, 20); i > 0; i--)
        {
            if (isMounted)
                cluster.Pods.SayOfPod(pod, "Warning", "FailedMount", $"MountVolume.SetUp failed for volume \"settings\" : {(isSecret ? "secret" : "configmap")} \"{missing}\" not found");
            else
                cluster.Pods.Say(pod, "Warning", "Failed", $"Error: {(isSecret ? "secret" : "configmap")} \"{missing}\" not found");
            yield return cluster.Between(10, 40);
        }

        foreach (var pause in cluster.Pods.StartContainer(pod))
            yield return pause;
    }
}
