using System.Text;

namespace EventExporter.Kubernetes;

/// <summary>
/// The address of a collection of API objects, such as <c>/api/v1/namespaces/shop/pods</c>.
/// <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris"/>
/// </summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version of the group, such as <c>v1</c>.</param>
/// <param name="Plural">The resource's plural name as in URLs, such as <c>pods</c>.</param>
/// <param name="Namespace">One namespace, or null for all of them and for cluster-scoped resources.</param>
public sealed record ResourceCollection(string Group, string Version, string Plural, string? Namespace = null)
{
    /// <summary>The path below the server's address, without a leading slash.</summary>
    public string Path { get; } = BuildPath(Group, Version, Plural, Namespace);

    /// <summary>A resource of the core group, version 1.</summary>
    public static ResourceCollection Core(string plural, string? @namespace = null) => new("", "v1", plural, @namespace);

    /// <summary>The path of one object of this collection.</summary>
    public string PathOf(string name) => $"{Path}/{Uri.EscapeDataString(name)}";

    public override string ToString() => Path;

    private static string BuildPath(string group, string version, string plural, string? @namespace)
    {
        var path = new StringBuilder(group.Length == 0 ? "api/" : $"apis/{group}/").Append(version).Append('/');
        if (!string.IsNullOrEmpty(@namespace))
            path.Append("namespaces/").Append(Uri.EscapeDataString(@namespace)).Append('/');
        return path.Append(plural).ToString();
    }
}
