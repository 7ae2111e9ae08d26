using EventExporter.SampleCluster.Recorder;
using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>An autoscaler that cannot make up its mind: up and down, and for a while without metrics.</summary>
internal sealed class AutoscalerChurn : Scenario
{
    public override string Name => "autoscaler-churn";

    public override string Description => "frontend's autoscaler scales up and down and loses its metrics.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var frontend = cluster.Find("frontend");
        var before = frontend.Replicas;
        var hpa = cluster.Component("horizontal-pod-autoscaler");
        EventSubject About() => cluster.About(ResourceKinds.HorizontalPodAutoscaler, "shop", "frontend") with { ResourceVersion = "1" };
        for (var i = 0; i < 3; i++)
        {
            hpa.Normal(About(), "SuccessfulRescale", $"New size: {before + 3}; reason: cpu resource utilization (percentage of request) above target");
            foreach (var pod in cluster.Workloads.Scale(frontend, before + 3))
                cluster.Stage.Begin(cluster.Pods.Start(pod, imagePresent: true));
            yield return Seconds(15);
            hpa.Warning(About(), "FailedGetResourceMetric", "failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)");
            yield return Seconds(5);
            hpa.Normal(About(), "SuccessfulRescale", $"New size: {before}; reason: All metrics below target");
            cluster.Workloads.Scale(frontend, before);
            yield return Seconds(10);
        }
    }
}
