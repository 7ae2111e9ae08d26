namespace EventExporter.Pipeline.Events;

/// <summary>One owner of an object (metav1 OwnerReference). At most one of an object's owners is its controller.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool Controller);
