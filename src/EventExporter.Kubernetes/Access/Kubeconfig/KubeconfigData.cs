namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>
/// One or several kubeconfig files taken together. Of two entries with the same name, and of two current contexts, the first counts.
/// <see href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files"/>
/// </summary>
internal sealed class KubeconfigData
{
    public List<string> Files { get; } = [];

    public string? CurrentContext { get; set; }

    public Dictionary<string, KubeconfigCluster> Clusters { get; } = [];

    public Dictionary<string, KubeconfigUser> Users { get; } = [];

    public Dictionary<string, KubeconfigContext> Contexts { get; } = [];
}
