namespace EventExporter.Kubernetes.Access;

public sealed record ClusterAccessOptions
{
    /// <summary>The file of <c>--kubeconfig</c>. Nothing else is tried when it is set.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The context of <c>--context</c>; null for the current one. Setting it passes over the pod's service account.</summary>
    public string? Context { get; init; }
}
