using EventExporter.SampleCluster.Scenarios.Incidents;

namespace EventExporter.SampleCluster.Scenarios;

/// <summary>The scenarios that there are.</summary>
public static class ScenarioCatalog
{
    /// <summary>Varied incidents over a living cluster, without end.</summary>
    public static Scenario Demo => new DemoScenario();

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new DemoScenario(), new QuietLife(), new BadImageRollout(), new NodeOutage(), new BrokenVolumes(), new NoRoom(), new FlappingProbes(),
        new MemoryLeak(), new RegistryOutage(), new QuotaExceeded(), new DnsOutage(), new AutoscalerChurn(), new DiskPressure(), new BatchRun(),
    ];

    public static Scenario? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
