namespace EventExporter.Kubernetes.Discovery;

/// <summary>How a kind is addressed.</summary>
/// <param name="Plural">Its name in URLs.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
public sealed record ResourceKind(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary>The collection that holds this kind's objects of one namespace; the namespace is ignored for cluster-scoped kinds.</summary>
    public ResourceCollection In(string? @namespace) => new(Group, Version, Plural, Namespaced ? @namespace : null);
}
