using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>CoreDNS crashes in a loop, and wherever names must resolve the probes fail.</summary>
public sealed class DnsFailure : Storm
{
    private static readonly string[] Dependents = ["frontend", "checkout", "gateway", "indexer", "prometheus"];

    public override string Name => "storm-dns";

    public override string Description => "CoreDNS crashes in a loop for some minutes, and readiness fails all over the cluster.";

    internal override IEnumerable<TimeSpan> Strike(ClusterModel cluster)
    {
        Happened(cluster, "DnsDown", "coredns", "CoreDNS crashed, and probes failed wherever names must resolve");
        foreach (var pod in cluster.Find("coredns").Pods)
            cluster.Stage.Begin(cluster.Pods.CrashLoop(pod, cluster.Random.Next(3, 6)));
        yield return cluster.Between(4, 30);
        var affected = Dependents.Take(cluster.Random.Next(2, 6)).ToArray();
        for (var i = cluster.Random.Next(15, 40); i > 0; i--)
        {
            foreach (var pod in affected.SelectMany(d => cluster.Find(d).Pods))
                cluster.Pods.Say(pod, "Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 500");
            yield return Seconds(10);
        }
    }
}
