namespace EventExporter.Kubernetes.Metadata;

/// <summary>An owner of an object. <see href="https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/"/></summary>
/// <param name="Controller">Whether this owner manages the object; at most one owner does.</param>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool Controller);
