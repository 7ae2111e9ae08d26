namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>A certificate or key: embedded, or in a file whose path is already absolute. Embedded wins.</summary>
/// <param name="Key">The key it was written under, for messages.</param>
internal sealed record KubeconfigBytes(string Key, byte[]? Data, string? File);
