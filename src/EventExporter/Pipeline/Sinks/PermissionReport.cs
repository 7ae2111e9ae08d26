namespace EventExporter.Pipeline.Sinks;

/// <summary>What a service says of the credentials.</summary>
/// <param name="Accepted">Whether it knows them; null where it cannot be asked.</param>
/// <param name="Allowed">Whether they suffice to deliver; null where it cannot be asked.</param>
/// <param name="Text">For people: who they are, and what is missing.</param>
internal sealed record PermissionReport(bool? Accepted, bool? Allowed, string Text);
