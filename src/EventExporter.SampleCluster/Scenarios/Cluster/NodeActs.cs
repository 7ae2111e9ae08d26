using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Recorder;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Cluster;

/// <summary>What happens to nodes, and what kubelet and node controller say about it.</summary>
internal sealed class NodeActs(ClusterModel cluster)
{
    public void Add(string name, string zone)
    {
        cluster.Create(ResourceKinds.Node, Bodies.Node(name, zone), "kubelet");
        cluster.ReadyNodes.Add(name);
    }

    public void BecomesNotReady(string node)
    {
        cluster.ReadyNodes.Remove(node);
        SetReady(node, "Unknown");
        cluster.Component("node-controller").Normal(ByName(node), "NodeNotReady", $"Node {node} status is now: NodeNotReady");
        foreach (var pod in PodsOn(node))
        {
            pod.IsReady = false;
            cluster.Component("node-controller").Warning(cluster.Pods.About(pod) with { ResourceVersion = "1" }, "NodeNotReady", "Node is not ready");
        }
    }

    public void ComesBack(string node)
    {
        cluster.ReadyNodes.Add(node);
        SetReady(node, "True");
        var kubelet = cluster.Kubelet(node);
        var about = EventSubject.NodeAsKubeletSeesIt(node);
        kubelet.Normal(about, "Starting", "Starting kubelet.");
        kubelet.Normal(about, "NodeHasSufficientMemory", $"Node {node} status is now: NodeHasSufficientMemory");
        kubelet.Normal(about, "NodeHasNoDiskPressure", $"Node {node} status is now: NodeHasNoDiskPressure");
        kubelet.Normal(about, "NodeReady", $"Node {node} status is now: NodeReady");
    }

    public void Say(string node, string type, string reason, string message) =>
        cluster.Kubelet(node).Record(EventSubject.NodeAsKubeletSeesIt(node), type, reason, message);

    /// <summary>What the taint manager does with a pod on a node that is gone: marks it and deletes it; nobody answers on the node.</summary>
    public void EvictByTaint(SamplePod pod)
    {
        if (pod.IsGone)
            return;
        cluster.Component("taint-eviction-controller").Normal(
            new EventSubject("v1", "Pod", pod.Namespace, pod.Name, "", null), "TaintManagerEviction", $"Marking for deletion Pod {pod.Namespace}/{pod.Name}");
        cluster.Pods.Delete(pod, kubeletAnswers: false);
    }

    public IReadOnlyList<SamplePod> PodsOn(string node) => [.. cluster.All.SelectMany(w => w.Pods).Where(p => p.Node == node)];

    private static EventSubject ByName(string node) => new("v1", "Node", null, node, node, null);

    private void SetReady(string node, string ready) =>
        cluster.Store.Modify(ResourceKinds.Node, null, node, body =>
        {
            body["status"]!["conditions"]![0]!["status"] = ready;
            if (ready == "True")
                body["spec"]!.AsObject().Remove("taints");
            else
                body["spec"]!["taints"] = new JsonArray(new JsonObject { ["key"] = "node.kubernetes.io/unreachable", ["effect"] = "NoExecute" });
        }, "kube-controller-manager");
}
