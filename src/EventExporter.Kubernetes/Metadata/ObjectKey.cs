namespace EventExporter.Kubernetes.Metadata;

/// <summary>Names one object of the API.</summary>
/// <param name="ApiVersion">Such as <c>apps/v1</c>. Empty is read as <c>v1</c>: the kubelet writes its Node references so.</param>
/// <param name="Namespace">Empty or ignored for cluster-scoped kinds.</param>
public readonly record struct ObjectKey(string ApiVersion, string Kind, string? Namespace, string Name)
{
    public override string ToString() =>
        string.IsNullOrEmpty(Namespace) ? $"{ApiVersion} {Kind} {Name}" : $"{ApiVersion} {Kind} {Namespace}/{Name}";
}
