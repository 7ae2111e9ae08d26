using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>A node stops reporting: its pods are evicted and start elsewhere; then it comes back.</summary>
internal sealed class NodeOutage : Scenario
{
    public override string Name => "node-outage";

    public override string Description => "node-b goes NotReady, its pods are evicted and rescheduled, and the node returns.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        const string node = "node-b";
        cluster.Nodes.BecomesNotReady(node);
        yield return Seconds(25);
        foreach (var pod in cluster.Nodes.PodsOn(node).Where(p => p.Workload.Kind == ResourceKinds.Deployment).ToArray())
        {
            cluster.Nodes.EvictByTaint(pod);
            cluster.Stage.Begin(cluster.Pods.Start(cluster.Workloads.Replace(pod.Workload)));
            yield return Seconds(0.4);
        }

        yield return Seconds(40);
        cluster.Nodes.ComesBack(node);
        yield return Seconds(10);
    }
}
