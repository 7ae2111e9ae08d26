using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>A service that answers too slowly: readiness comes and goes, liveness fails, and the kubelet restarts the containers.</summary>
internal sealed class FlappingProbes : Scenario
{
    public override string Name => "flapping-probes";

    public override string Description => "cart fails its probes, is restarted by the kubelet and recovers.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var pods = cluster.Find("cart").Pods.Take(2).ToArray();
        for (var i = 0; i < 6; i++)
        {
            foreach (var pod in pods)
            {
                cluster.Pods.Say(pod, "Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
                if (i > 2)
                    cluster.Pods.Say(pod, "Warning", "Unhealthy", $"Liveness probe failed: Get \"http://{pod.Ip}:8080/healthz\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
            }

            yield return Seconds(5);
        }

        foreach (var pod in pods.Where(p => !p.IsGone))
        {
            cluster.Pods.Say(pod, "Normal", "Killing", $"Container {pod.Container} failed liveness probe, will be restarted");
            pod.Restarts++;
            yield return Seconds(2);
            cluster.Pods.Say(pod, "Normal", "Pulled", $"Container image \"{pod.Image}\" already present on machine");
            cluster.Stage.Begin(cluster.Pods.StartContainer(pod));
        }

        yield return Seconds(8);
    }
}
