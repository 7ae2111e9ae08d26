using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A node's disk fills up and pods are evicted, until somebody makes room.</summary>
public sealed class FullDisk : Storm
{
    public override string Name => "storm-full-disk";

    public override string Description => "A node runs out of disk and evicts pods for some minutes, until there is room again.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var node = cluster.Pick(cluster.ReadyNodes);
        Happened(cluster, "NodePressure", node, $"the disk of node {node} was full");
        if (cluster.Random.Next(2) == 0)
            cluster.Nodes.Say(node, "Warning", "FreeDiskSpaceFailed", "Failed to garbage collect required amount of images. Attempted to free 5368709120 bytes, but only found 0 bytes eligible to free.");
        cluster.Nodes.Say(node, "Normal", "NodeHasDiskPressure", $"Node {node} status is now: NodeHasDiskPressure");
        cluster.ReadyNodes.Remove(node);
        var rounds = cluster.Random.Next(3, 9);
        for (var i = 0; i < rounds; i++)
        {
            cluster.Nodes.Say(node, "Warning", "EvictionThresholdMet", "Attempting to reclaim ephemeral-storage");
            yield return cluster.Between(5, 40);
            if (cluster.Nodes.PodsOn(node).FirstOrDefault(p => p.Workload.Kind == ResourceKinds.Deployment) is { } victim)
            {
                cluster.Pods.SayOfPod(victim, "Warning", "Evicted", $"The node was low on resource: ephemeral-storage. Threshold quantity: 4Gi, available: {2100 + (i * 200)}Mi. Container {victim.Container} was using 3100Mi, request is 0, has larger consumption of ephemeral-storage. ");
                cluster.Pods.Delete(victim);
                cluster.Stage.Begin(cluster.Pods.Start(cluster.Workloads.Replace(victim.Workload)));
            }

            yield return cluster.Between(5, 60);
        }

        yield return cluster.Between(60, 300);
        cluster.ReadyNodes.Add(node);
        cluster.Nodes.Say(node, "Normal", "NodeHasNoDiskPressure", $"Node {node} status is now: NodeHasNoDiskPressure");
    }
}
