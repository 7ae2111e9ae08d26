using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>50,000 pods created and deleted within five minutes, about 170 a second: the load that overruns API servers.</summary>
internal sealed class BatchRun : Scenario
{
    private const int Pods = 50_000;

    public override string Name => "batch-run";

    public override string Description => "A batch of 50,000 short pods in five minutes.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var workload = new Workload(ResourceKinds.Job, "batch", "risk-calculation", "data", Pods);
        var job = cluster.Create(ResourceKinds.Job, Bodies.Workload(workload, workload.Name, null, Pods), "kubectl-create");
        for (var i = 0; i < Pods; i++)
        {
            cluster.Stage.Begin(ShortLife(cluster, cluster.Pods.Create(workload, job)));
            yield return Seconds(300.0 / Pods);
        }

        yield return Seconds(30);
        cluster.Component("job-controller").Normal(cluster.About(ResourceKinds.Job, "batch", workload.Name), "Completed", "Job completed");
    }

    private static IEnumerable<TimeSpan> ShortLife(ClusterModel cluster, SamplePod pod)
    {
        cluster.Pods.Assign(pod);
        yield return cluster.Between(0.5, 1.5);
        cluster.Pods.Say(pod, "Normal", "Pulled", $"Container image \"{pod.Image}\" already present on machine");
        cluster.Pods.Say(pod, "Normal", "Started", $"Started container {pod.Container}");
        yield return cluster.Between(2, 8);
        cluster.Pods.Delete(pod);
    }
}
