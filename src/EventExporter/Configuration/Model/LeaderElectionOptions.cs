using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>
/// Lets one of several replicas export, by a Lease of coordination.k8s.io. The durations mean what they mean in Kubernetes'
/// own components: renew every retryPeriod, give up after renewDeadline, take over after leaseDuration.
/// </summary>
internal sealed record LeaderElectionOptions
{
    [Option("enabled", "Whether replicas agree on one that exports. Without it every replica exports every event.")]
    public bool Enabled { get; init; }

    [Option("leaderElectionID", "Name of the Lease.", Aliases = ["id"])]
    public string LeaderElectionId { get; init; } = "kubernetes-event-exporter";

    [Option("namespace", "Namespace of the Lease.", DefaultText = "the pod's own")]
    public string? Namespace { get; init; }

    [Option("leaseDuration", "How long a leader that is silent keeps its place.", Min = "1s")]
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    [Option("renewDeadline", "How long a leader tries to renew before it steps down; shorter than leaseDuration.", Min = "1s")]
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    [Option("retryPeriod", "How often the Lease is renewed or tried for; shorter than renewDeadline.", Min = "100ms")]
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
