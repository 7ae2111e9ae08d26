namespace EventExporter.SampleCluster.Scenarios.Cluster;

/// <summary>A pod of the sample cluster, with what scripts need to know of it; the object itself is in the store.</summary>
internal sealed class SamplePod(Workload workload, string name, string owner, string image)
{
    public Workload Workload { get; } = workload;

    public string Namespace => Workload.Namespace;

    public string Name { get; } = name;

    /// <summary>Name of the replica set, job or other object that controls it.</summary>
    public string Owner { get; } = owner;

    public string Image { get; set; } = image;

    public string Container => Workload.App;

    public string? Node { get; set; }

    public string Ip { get; set; } = "";

    public int Restarts { get; set; }

    public bool IsReady { get; set; }

    /// <summary>True once it was deleted: its scripts end then.</summary>
    public bool IsGone { get; set; }

    public string ContainerPath => $"spec.containers{{{Container}}}";
}
