using System.Text.Json.Nodes;

namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>An entry of <c>clusters</c>. <see href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#Cluster"/></summary>
internal sealed record KubeconfigCluster
{
    public required string Name { get; init; }

    public string? Server { get; init; }

    public KubeconfigBytes? Authority { get; init; }

    public string? TlsServerName { get; init; }

    public bool Insecure { get; init; }

    public string? ProxyUrl { get; init; }

    /// <summary>The extension <c>client.authentication.k8s.io/exec</c>, handed to an exec plugin that asks for cluster information.</summary>
    public JsonNode? ExecConfig { get; init; }
}
