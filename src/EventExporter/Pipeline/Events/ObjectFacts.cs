namespace EventExporter.Pipeline.Events;

/// <summary>What is known of the object that an event is about, from its metadata and that of its owners.</summary>
internal sealed record ObjectFacts
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public static readonly ObjectFacts Unknown = new();

    public LookupResult Lookup { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing;

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = Nothing;

    /// <summary>The object's own <c>metadata.ownerReferences</c>.</summary>
    public IReadOnlyList<OwnerReference> OwnerReferences { get; init; } = [];

    /// <summary>The controllers from the object upwards, nearest first; empty for an object that nobody owns. Pod: ReplicaSet, Deployment.</summary>
    public IReadOnlyList<OwnerReference> OwnerChain { get; init; } = [];

    /// <summary>The object has a deletion timestamp or is gone.</summary>
    public bool Deleted { get; init; }

    /// <summary>The node concerned: the object itself if it is a node, else the reporting host where it is one; empty if unknown.</summary>
    public string Node { get; init; } = "";

    /// <summary>Labels of the object's namespace.</summary>
    public IReadOnlyDictionary<string, string> NamespaceLabels { get; init; } = Nothing;

    /// <summary>The top of <see cref="OwnerChain"/>; null for an object that nobody owns.</summary>
    public OwnerReference? RootOwner => OwnerChain.Count > 0 ? OwnerChain[^1] : null;
}
