namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>An entry of <c>users</c>. <see href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#AuthInfo"/></summary>
internal sealed class KubeconfigUser
{
    public required string Name { get; init; }

    public KubeconfigBytes? ClientCertificate { get; init; }

    public KubeconfigBytes? ClientKey { get; init; }

    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public ExecPlugin? Exec { get; init; }

    /// <summary>The name of a legacy <c>auth-provider</c>, which kubectl dropped with 1.26.</summary>
    public string? AuthProvider { get; init; }

    public Impersonation? Impersonation { get; init; }
}
