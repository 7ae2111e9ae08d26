using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A service answers too slowly: probes fail, come back, fail again; with bad luck the kubelet restarts it.</summary>
public sealed class FlappingProbe : Storm
{
    public override string Name => "storm-flapping-probe";

    public override string Description => "The probes of a deployment fail and recover again and again, for some minutes.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        var workload = Take(cluster, "cart", "checkout", "gateway", "query");
        var isRestarted = cluster.Random.Next(2) == 0;
        Happened(cluster, isRestarted ? "LivenessFailing" : "ProbeFailing", workload.Name, $"{workload.Namespace}/{workload.Name} answered too slowly for its probes");
        var pods = workload.Pods.Take(cluster.Random.Next(1, 3)).ToArray();
        var period = cluster.Random.Next(5, 11);
        for (var spell = cluster.Random.Next(2, 5); spell > 0; spell--)
        {
            for (var i = cluster.Random.Next(6, 12); i > 0; i--)
            {
                foreach (var pod in pods)
                {
                    cluster.Pods.Say(pod, "Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
                    if (isRestarted && i < 5)
                        cluster.Pods.Say(pod, "Warning", "Unhealthy", $"Liveness probe failed: Get \"http://{pod.Ip}:8080/healthz\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
                }

                yield return Seconds(period);
            }

            foreach (var pod in pods.Where(p => isRestarted && !p.IsGone))
            {
                cluster.Pods.Say(pod, "Normal", "Killing", $"Container {pod.Container} failed liveness probe, will be restarted");
                yield return Seconds(2);
                cluster.Pods.Say(pod, "Normal", "Pulled", $"Container image \"{pod.Image}\" already present on machine");
                cluster.Stage.Begin(cluster.Pods.StartContainer(pod));
            }

            yield return cluster.Between(20, 70);
        }
    }
}
