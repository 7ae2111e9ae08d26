namespace EventExporter.SampleCluster.Storage;

/// <summary>A kind of object as the API serves it: what discovery tells about it, and where its objects are stored.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="StorageName">Two kinds with the same storage name are two faces of the same objects (the two event APIs).</param>
public sealed record ResourceKind(string Group, string Version, string Kind, string Plural, bool Namespaced, string StorageName)
{
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>True for kinds that stand for custom resources: their list items carry kind and apiVersion, as the real server writes them.</summary>
    public bool IsCustom { get; init; }

    /// <summary>True for kinds that can only be asked (access reviews), never stored.</summary>
    public bool IsReview { get; init; }

    public bool HasStatus { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : Group + "/" + Version;

    /// <summary>The name used in errors: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : Plural + "." + Group;

    public string Singular => Kind.ToLowerInvariant();
}
