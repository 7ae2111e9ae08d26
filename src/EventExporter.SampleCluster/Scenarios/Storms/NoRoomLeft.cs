using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A deployment asks for more than the nodes have, for some minutes.</summary>
public sealed class NoRoomLeft : Storm
{
    private static readonly string[] Notes =
    [
        "0/6 nodes are available: 6 Insufficient memory. preemption: 0/6 nodes are available: 6 No preemption victims found for incoming pod.",
        "0/6 nodes are available: 2 Insufficient cpu, 4 node(s) didn't match Pod's node affinity/selector. preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
        "0/6 nodes are available: 6 node(s) had untolerated taint {dedicated: batch}. preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
    ];

    public override string Name => "storm-no-room";

    public override string Description => "New pods of a deployment find no node for some minutes; then it is scaled back, or a node is found.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var workload = Take(cluster, "checkout", "frontend", "gateway");
        Happened(cluster, "Unschedulable", workload.Name, $"new pods of {workload.Namespace}/{workload.Name} found no node");
        var note = cluster.Pick(Notes);
        var pending = cluster.Workloads.Scale(workload, workload.Replicas + cluster.Random.Next(1, 5));
        for (var i = cluster.Random.Next(8, 20); i > 0; i--)
        {
            foreach (var pod in pending)
                cluster.Pods.CannotBeScheduled(pod, note);
            yield return cluster.Between(15, 60);
        }

        var isGivenUp = cluster.Random.Next(2) == 0;
        foreach (var pod in pending)
        {
            if (isGivenUp)
                cluster.Workloads.GiveUp(pod);
            else
                cluster.Stage.Begin(cluster.Pods.Start(pod));
        }

        yield return Seconds(5);
    }
}
