using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>A node's disk fills up: the kubelet evicts pods until there is room again.</summary>
internal sealed class DiskPressure : Scenario
{
    public override string Name => "disk-pressure";

    public override string Description => "node-d runs out of disk and evicts pods, which start elsewhere.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        const string node = "node-d";
        cluster.Nodes.Say(node, "Normal", "NodeHasDiskPressure", $"Node {node} status is now: NodeHasDiskPressure");
        cluster.ReadyNodes.Remove(node);
        for (var i = 0; i < 3; i++)
        {
            cluster.Nodes.Say(node, "Warning", "EvictionThresholdMet", "Attempting to reclaim ephemeral-storage");
            yield return Seconds(5);
            var victim = cluster.Nodes.PodsOn(node).FirstOrDefault(p => p.Workload.Kind == ResourceKinds.Deployment);
            if (victim is null)
                break;
            cluster.Pods.SayOfPod(victim, "Warning", "Evicted", $"The node was low on resource: ephemeral-storage. Threshold quantity: 4Gi, available: {2100 + (i * 600)}Mi. Container {victim.Container} was using 3100Mi, request is 0, has larger consumption of ephemeral-storage. ");
            cluster.Pods.Delete(victim);
            cluster.Stage.Begin(cluster.Pods.Start(cluster.Workloads.Replace(victim.Workload)));
            yield return Seconds(5);
        }

        yield return Seconds(20);
        cluster.ReadyNodes.Add(node);
        cluster.Nodes.Say(node, "Normal", "NodeHasNoDiskPressure", $"Node {node} status is now: NodeHasNoDiskPressure");
    }
}
