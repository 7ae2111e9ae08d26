using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Scenarios.Incidents;

namespace EventExporter.SampleCluster.Scenarios;

/// <summary>The story that `demo` shows: trouble within the first seconds, then one incident after another over ordinary life, in a new order each round.</summary>
internal sealed class DemoScenario : Scenario
{
    private static readonly Scenario[] Incidents =
    [
        new NodeOutage(), new BrokenVolumes(), new NoRoom(), new FlappingProbes(), new MemoryLeak(), new RegistryOutage(), new QuotaExceeded(),
        new DnsOutage(), new AutoscalerChurn(), new DiskPressure(),
    ];

    public override string Name => "demo";

    public override string Description => "Ordinary life with one incident after another, without end.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        cluster.Stage.Begin(new QuietLife().Play(cluster));
        foreach (var pause in new BadImageRollout().Play(cluster))
            yield return pause;
        while (true)
        {
            var round = Incidents.ToArray();
            cluster.Random.Shuffle(round);
            foreach (var incident in round)
            {
                foreach (var pause in incident.Play(cluster))
                    yield return pause;
                yield return Seconds(5);
            }
        }
    }
}
