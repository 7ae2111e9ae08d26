namespace EventExporter.SampleCluster.Server;

internal sealed record AccessRule(string? Verb, string? Group, string? Resource, string? Namespace)
{
    public bool Covers(string verb, string group, string resource, string? ns) =>
        (Verb is null || Verb == verb) && (Group is null || Group == group) && (Resource is null || Resource == resource)
        && (Namespace is null || Namespace == ns);
}
