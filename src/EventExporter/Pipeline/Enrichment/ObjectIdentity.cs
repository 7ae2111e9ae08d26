using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>
/// Which object is meant, and the key under which its metadata is kept. The uid is part of it: a name may be given to another object
/// later, and the facts of that one are not this one's. An empty uid stands for whatever object bears the name.
/// </summary>
internal readonly record struct ObjectIdentity(string ApiVersion, string Kind, string Namespace, string Name, string Uid)
{
    /// <summary>Enough is known to ask the API server.</summary>
    public bool IsComplete => ApiVersion.Length > 0 && Kind.Length > 0 && Name.Length > 0;

    /// <summary>The name alone tells the object well enough for as long as metadata is kept: nodes and namespaces are seldom made anew.</summary>
    public bool IsStable => Uid.Length > 0 || Kind is "Node" or "Namespace";

    public static ObjectIdentity Of(ObjectReference reference) =>
        Of(reference.ApiVersion, reference.Kind, reference.Namespace, reference.Name, reference.Uid);

    /// <summary>An owner lies in the namespace of what it owns, or in none.</summary>
    public static ObjectIdentity Of(OwnerReference owner, string ownedNamespace) =>
        Of(owner.ApiVersion, owner.Kind, ownedNamespace, owner.Name, owner.Uid);

    public static ObjectIdentity OfNamespace(string name) => new("v1", "Namespace", "", name, "");

    /// <summary>One uid tells more than all the rest, and hashing it alone is enough.</summary>
    public override int GetHashCode() =>
        Uid.Length > 0 ? string.GetHashCode(Uid) : HashCode.Combine(string.GetHashCode(Name), string.GetHashCode(Kind), string.GetHashCode(Namespace));

    public override string ToString() => Namespace.Length > 0 ? $"{Kind} {Namespace}/{Name}" : $"{Kind} {Name}";

    private static ObjectIdentity Of(string apiVersion, string kind, string ns, string name, string uid)
    {
        if (apiVersion.Length == 0)
            apiVersion = WellKnownKinds.ApiVersionOf(kind);
        if (WellKnownKinds.IsClusterScoped(kind))
            ns = "";
        // The kubelet writes the node's name where the uid belongs (pkg/kubelet: nodeRef.UID = types.UID(nodeName)).
        if (kind == "Node" && uid == name)
            uid = "";
        return new ObjectIdentity(apiVersion, kind, ns, name, uid);
    }
}
