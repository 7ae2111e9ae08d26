using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>The image registry is down: whatever starts now, in whichever namespace, cannot. One cause, many symptoms.</summary>
internal sealed class RegistryOutage : Scenario
{
    private static readonly string[] Affected = ["frontend", "query", "invoicing", "gateway"];

    public override string Name => "registry-outage";

    public override string Description => "The registry answers 503: new pods of four deployments fail to pull, until it is back.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var stuck = new List<SamplePod>();
        foreach (var workload in Affected.Select(cluster.Find))
        {
            var pod = cluster.Workloads.Scale(workload, workload.Replicas + 1)[0];
            stuck.Add(pod);
            cluster.Stage.Begin(cluster.Pods.FailToPull(pod, $"failed to resolve reference \"{pod.Image}\": unexpected status from HEAD request to https://registry.example.com/v2/{pod.Namespace}/{pod.Container}/manifests/{pod.Workload.Version}: 503 Service Unavailable"));
            yield return Seconds(2);
        }

        yield return Seconds(60);
        foreach (var pod in stuck)
        {
            cluster.Workloads.GiveUp(pod);
            yield return Seconds(1);
        }
    }
}
