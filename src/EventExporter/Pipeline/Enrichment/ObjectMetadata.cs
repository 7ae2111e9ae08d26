using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>What enrichment takes from an object's <c>metadata</c> (metav1 ObjectMeta).</summary>
/// <param name="Deleted">A deletion timestamp is set, or the object is known to have gone since.</param>
internal sealed record ObjectMetadata(
    string Uid,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    IReadOnlyList<OwnerReference> OwnerReferences,
    bool Deleted)
{
    /// <summary>The one owner that manages the object; null if none does.</summary>
    public OwnerReference? Controller
    {
        get
        {
            foreach (var owner in OwnerReferences)
                if (owner.Controller)
                    return owner;
            return null;
        }
    }
}
