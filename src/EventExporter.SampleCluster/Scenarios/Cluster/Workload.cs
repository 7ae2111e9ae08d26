using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Cluster;

/// <summary>A deployment, stateful set, daemon set or job: what it runs and the pods that it has.</summary>
internal sealed class Workload(ResourceKind kind, string ns, string name, string team, int replicas)
{
    public ResourceKind Kind { get; } = kind;

    public string Namespace { get; } = ns;

    public string Name { get; } = name;

    /// <summary>What its label and its container are called; a job's name has a number behind it.</summary>
    public string App { get; init; } = name;

    public string Team { get; } = team;

    public int Replicas { get; set; } = replicas;

    public int Revision { get; set; } = 1;

    public string Version { get; set; } = "1.4.2";

    public bool IsRollingOut { get; set; }

    /// <summary>The name of the deployment's current replica set.</summary>
    public string ReplicaSet { get; set; } = "";

    public List<SamplePod> Pods { get; } = [];

    public string Image => $"registry.example.com/{Namespace}/{App}:{Version}";
}
