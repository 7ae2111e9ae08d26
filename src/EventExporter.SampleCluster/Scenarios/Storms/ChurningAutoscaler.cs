using EventExporter.SampleCluster.Recorder;
using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>Pods and nodes come and go with the load, for an hour. All of it is as it should be.</summary>
public sealed class ChurningAutoscaler : Storm
{
    public override string Name => "storm-autoscaler";

    public override string Description => "Autoscalers add and remove pods and nodes all the time; nothing is wrong.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var frontend = Take(cluster, "frontend");
        var before = frontend.Replicas;
        var hpa = cluster.Component("horizontal-pod-autoscaler");
        EventSubject About() => cluster.About(ResourceKinds.HorizontalPodAutoscaler, "shop", "frontend") with { ResourceVersion = "1" };
        for (var round = 0; round < 10; round++)
        {
            var more = cluster.Random.Next(1, 5);
            hpa.Normal(About(), "SuccessfulRescale", $"New size: {before + more}; reason: cpu resource utilization (percentage of request) above target");
            var pods = cluster.Workloads.Scale(frontend, before + more);
            foreach (var pause in NewNode(cluster, "node-x" + round, pods))
                yield return pause;
            if (cluster.Random.Next(2) == 0)
                hpa.Warning(About(), "FailedGetResourceMetric", "failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)");
            yield return cluster.Between(60, 180);
            hpa.Normal(About(), "SuccessfulRescale", $"New size: {before}; reason: All metrics below target");
            cluster.Workloads.Scale(frontend, before);
            yield return cluster.Between(20, 60);
            foreach (var pause in RemovedNode(cluster, "node-x" + round))
                yield return pause;
        }
    }

    private static IEnumerable<TimeSpan> NewNode(ClusterModel cluster, string node, IReadOnlyList<SamplePod> pods)
    {
        foreach (var pod in pods)
            cluster.Pods.CannotBeScheduled(pod, "0/6 nodes are available: 6 Insufficient cpu. preemption: 0/6 nodes are available: 6 No preemption victims found for incoming pod.");
        yield return Seconds(3);
        foreach (var pod in pods)
            cluster.Component("cluster-autoscaler").Normal(cluster.Pods.About(pod) with { ResourceVersion = "1" }, "TriggeredScaleUp", "pod triggered scale-up: [{workers 6->7 (max: 12)}]");
        yield return cluster.Between(60, 150);
        cluster.Nodes.Add(node, "zone-1");
        cluster.Component("node-controller").Normal(new EventSubject("v1", "Node", null, node, node, null), "RegisteredNode", $"Node {node} event: Registered Node {node} in Controller");
        cluster.Nodes.Say(node, "Normal", "NodeReady", $"Node {node} status is now: NodeReady");
        yield return Seconds(2);
        foreach (var pod in pods)
            cluster.Stage.Begin(cluster.Pods.Start(pod));
        yield return Seconds(10);
    }

    private static IEnumerable<TimeSpan> RemovedNode(ClusterModel cluster, string node)
    {
        cluster.ReadyNodes.Remove(node);
        cluster.Component("cluster-autoscaler").Normal(new EventSubject("v1", "Node", null, node, node, null), "ScaleDown", "marked the node as toBeDeleted/unschedulable");
        foreach (var pod in cluster.Nodes.PodsOn(node))
        {
            cluster.Pods.Delete(pod);
            if (pod.Workload.Kind == ResourceKinds.Deployment)
                cluster.Stage.Begin(cluster.Pods.Start(cluster.Workloads.Replace(pod.Workload)));
        }

        yield return Seconds(50);
        cluster.Component("node-controller").Normal(new EventSubject("v1", "Node", null, node, node, null), "NodeNotReady", $"Node {node} status is now: NodeNotReady");
        yield return Seconds(10);
        cluster.Component("node-controller").Normal(new EventSubject("v1", "Node", null, node, node, null), "RemovingNode", $"Node {node} event: Removing Node {node} from Controller");
    }
}
