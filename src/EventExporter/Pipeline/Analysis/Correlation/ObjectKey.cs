using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// An object by its name: what a controller says of a pod by name alone and what the kubelet says of it by uid meet here. Also used for things
/// that are no objects of the cluster but may be what troubles have in common: a registry, the cluster's DNS.
/// </summary>
internal readonly record struct ObjectKey(string Kind, string Namespace, string Name)
{
    public static ObjectKey None => default;

    /// <summary>The name service of the cluster, whatever serves it.</summary>
    public static readonly ObjectKey Dns = new("Dns", "", "");

    public bool IsNone => string.IsNullOrEmpty(Kind);

    public static ObjectKey Of(ObjectReference reference) =>
        new(reference.Kind, IsClusterScoped(reference.Kind) ? "" : reference.Namespace, reference.Name);

    public static ObjectKey Node(string name) => name.Length == 0 ? None : new("Node", "", name);

    public static ObjectKey Registry(string host) => new("Registry", "", host);

    public static ObjectKey Quota(string ns, string name) => new("ResourceQuota", ns, name);

    /// <summary>The claims of a namespace that wait for volumes.</summary>
    public static ObjectKey Claims(string ns) => new("Claims", ns, "");

    /// <summary><c>Kind namespace/name</c>.</summary>
    public override string ToString() => Namespace.Length > 0 ? $"{Kind} {Namespace}/{Name}" : $"{Kind} {Name}";

    private static bool IsClusterScoped(string kind) => kind is "Node" or "PersistentVolume" or "Namespace";
}
