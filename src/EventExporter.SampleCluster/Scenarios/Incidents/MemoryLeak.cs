using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>A container grows over its memory limit, is killed and crashes in a loop until a fixed version is rolled out.</summary>
internal sealed class MemoryLeak : Scenario
{
    public override string Name => "memory-leak";

    public override string Description => "recommendations runs out of memory, crashes in a loop and is fixed by a rollout.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var workload = cluster.Find("recommendations");
        foreach (var pod in workload.Pods.ToArray())
        {
            cluster.Nodes.Say(pod.Node!, "Warning", "SystemOOM", $"System OOM encountered, victim process: python3, pid: {cluster.Random.Next(2000, 99999)}");
            cluster.Stage.Begin(cluster.Pods.CrashLoop(pod, 5, "OOMKilled", 137));
            yield return Seconds(3);
        }

        yield return Seconds(70);
        foreach (var pause in cluster.Workloads.RollOut(workload, $"2.{workload.Revision}.0"))
            yield return pause;
        yield return Seconds(5);
    }
}
