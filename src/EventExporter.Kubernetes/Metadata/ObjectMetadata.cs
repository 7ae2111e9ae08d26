namespace EventExporter.Kubernetes.Metadata;

/// <summary>What every object of the API carries. <see href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/"/></summary>
public sealed record ObjectMetadata
{
    public required string Name { get; init; }

    /// <summary>Null for cluster-scoped objects.</summary>
    public string? Namespace { get; init; }

    public required string Uid { get; init; }

    public required string ResourceVersion { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoStrings;

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = NoStrings;

    public IReadOnlyList<OwnerReference> OwnerReferences { get; init; } = [];

    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Set once deletion has been asked for and something still holds the object back.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    internal static IReadOnlyDictionary<string, string> NoStrings { get; } = new Dictionary<string, string>(0);
}
