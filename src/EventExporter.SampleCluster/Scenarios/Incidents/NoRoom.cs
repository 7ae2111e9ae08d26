using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>More replicas than the nodes have memory for: the scheduler fails again and again until the deployment is scaled back.</summary>
internal sealed class NoRoom : Scenario
{
    private const string Note =
        "0/6 nodes are available: 6 Insufficient memory. preemption: 0/6 nodes are available: 6 No preemption victims found for incoming pod.";

    public override string Name => "no-room";

    public override string Description => "query is scaled beyond the cluster's memory; its new pods stay pending, then it is scaled back.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var query = cluster.Find("query");
        var pending = cluster.Workloads.Scale(query, query.Replicas + 4);
        for (var i = 0; i < 12; i++)
        {
            foreach (var pod in pending)
                cluster.Pods.CannotBeScheduled(pod, Note);
            yield return Seconds(5);
        }

        foreach (var pod in pending)
            cluster.Workloads.GiveUp(pod);
        yield return Seconds(5);
    }
}
