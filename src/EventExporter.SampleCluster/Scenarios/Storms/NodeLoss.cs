using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A node with sixty pods is lost: they are evicted and start elsewhere, some only when the node is back.</summary>
public sealed class NodeLoss : Storm
{
    public override string Name => "storm-node-loss";

    public override string Description => "A node with 60 pods stops reporting; they are evicted and rescheduled, some of them late; the node returns.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var node = cluster.Pick(cluster.ReadyNodes);
        foreach (var name in new[] { "orders", "stock", "mailer", "reviews", "sessions", "thumbnails" })
            Crowd(cluster, name, node);
        yield return Seconds(20);
        Happened(cluster, "NodeDown", node, $"node {node} stopped reporting with {cluster.Nodes.PodsOn(node).Count} pods on it");
        cluster.Nodes.BecomesNotReady(node);
        yield return cluster.Between(40, 300);
        var waiting = new List<SamplePod>();
        foreach (var pod in cluster.Nodes.PodsOn(node).Where(p => p.Workload.Kind == ResourceKinds.Deployment).ToArray())
        {
            cluster.Nodes.EvictByTaint(pod);
            var next = cluster.Workloads.Replace(pod.Workload);
            if (cluster.Random.Next(4) == 0)
                waiting.Add(next);
            else
                cluster.Stage.Begin(cluster.Pods.Start(next));
            yield return Seconds(0.3);
        }

        for (var i = 0; i < 8; i++)
        {
            foreach (var pod in waiting)
                cluster.Pods.CannotBeScheduled(pod, "0/6 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 5 Insufficient memory. preemption: 0/6 nodes are available: 6 No preemption victims found for incoming pod.");
            yield return cluster.Between(20, 60);
        }

        cluster.Nodes.ComesBack(node);
        yield return Seconds(5);
        foreach (var pod in waiting)
            cluster.Stage.Begin(cluster.Pods.Start(pod));
        yield return Seconds(10);
    }

    private static void Crowd(ClusterModel cluster, string name, string node)
    {
        var workload = cluster.Workloads.AddRunning(ResourceKinds.Deployment, "shop", name, "storefront", 10);
        foreach (var pod in workload.Pods)
        {
            pod.Node = node;
            cluster.Store.Modify(ResourceKinds.Pod, pod.Namespace, pod.Name, p => p["spec"]!["nodeName"] = node, "kube-scheduler");
        }
    }
}
