using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>CoreDNS crashes, and probes fail all over the cluster because names no longer resolve.</summary>
internal sealed class DnsOutage : Scenario
{
    private static readonly string[] Dependents = ["frontend", "cart", "checkout", "query", "gateway"];

    public override string Name => "dns-outage";

    public override string Description => "CoreDNS crashes in a loop and readiness fails wherever names must resolve.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        foreach (var pod in cluster.Find("coredns").Pods)
            cluster.Stage.Begin(cluster.Pods.CrashLoop(pod, 2));
        for (var i = 0; i < 8; i++)
        {
            yield return Seconds(4);
            foreach (var pod in Dependents.SelectMany(d => cluster.Find(d).Pods))
                cluster.Pods.Say(pod, "Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 500");
        }

        yield return Seconds(15);
    }
}
