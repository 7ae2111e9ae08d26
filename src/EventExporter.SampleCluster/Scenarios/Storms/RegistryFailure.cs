using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>The registry is down while several deployments start pods; when it is back they start.</summary>
public sealed class RegistryFailure : Storm
{
    private static readonly string[] Errors =
    [
        "failed to resolve reference \"{0}\": unexpected status from HEAD request to https://registry.example.com/v2/: 503 Service Unavailable",
        "failed to do request: Head \"https://registry.example.com/v2/\": dial tcp 198.51.100.7:443: i/o timeout",
        "failed to do request: Head \"https://registry.example.com/v2/\": dial tcp 198.51.100.7:443: connect: connection refused",
        "failed to resolve reference \"{0}\": unexpected status code 429 Too Many Requests - Server message: toomanyrequests: rate limit exceeded",
        "failed to do request: Head \"https://registry.example.com/v2/\": x509: certificate has expired or is not yet valid",
    ];

    public override string Name => "storm-registry";

    public override string Description => "The image registry fails while several deployments start pods; after some minutes it is back.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        Happened(cluster, "RegistryDown", "registry.example.com", "registry.example.com failed");
        var error = cluster.Pick(Errors);
        var stuck = new List<SamplePod>();
        string[] names = ["frontend", "checkout", "gateway", "indexer", "prometheus", "query"];
        foreach (var name in names.Take(cluster.Random.Next(2, 7)))
        {
            var workload = Take(cluster, name);
            foreach (var pod in cluster.Workloads.Scale(workload, workload.Replicas + cluster.Random.Next(1, 3)))
            {
                stuck.Add(pod);
                cluster.Stage.Begin(cluster.Pods.FailToPull(pod, string.Format(System.Globalization.CultureInfo.InvariantCulture, error, pod.Image)));
            }

            yield return cluster.Between(5, 60);
        }

        yield return cluster.Between(200, 900);
        foreach (var pod in stuck)
        {
            // The kubelet's next attempt succeeds: the failing script is ended by a pod of its own name that starts.
            var next = cluster.Workloads.Replace(pod.Workload);
            cluster.Workloads.Remove(pod);
            cluster.Stage.Begin(cluster.Pods.Start(next));
            yield return cluster.Between(1, 20);
        }
    }
}
