using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A container grows over its limit and is killed again and again, until a new version is rolled out.</summary>
public sealed class LeakingMemory : Storm
{
    public override string Name => "storm-memory";

    public override string Description => "A deployment's containers run out of memory again and again until a fixed version is rolled out.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var workload = Take(cluster, "checkout", "frontend", "gateway", "indexer");
        Happened(cluster, "OutOfMemory", workload.Name, $"the containers of {workload.Namespace}/{workload.Name} were killed for their memory");
        foreach (var pod in workload.Pods.Take(cluster.Random.Next(1, 3)).ToArray())
        {
            cluster.Nodes.Say(pod.Node!, "Warning", "SystemOOM", $"System OOM encountered, victim process: {workload.Name}, pid: {cluster.Random.Next(2000, 99999)}");
            yield return cluster.Between(1, 5);
            cluster.Stage.Begin(cluster.Pods.CrashLoop(pod, cluster.Random.Next(4, 7), "OOMKilled", 137));
            yield return cluster.Between(1, 20);
        }

        yield return cluster.Between(200, 600);
        workload.IsRollingOut = false;
        foreach (var pause in cluster.Workloads.RollOut(workload, "3.0.1"))
            yield return pause;
        workload.IsRollingOut = true;
    }
}
