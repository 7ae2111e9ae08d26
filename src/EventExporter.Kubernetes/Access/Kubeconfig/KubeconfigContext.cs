namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>An entry of <c>contexts</c>: which user to be on which cluster.</summary>
internal sealed record KubeconfigContext(string Name, string? Cluster, string? User, string? Namespace);
