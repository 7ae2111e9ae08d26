using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>The discovery documents: which groups, versions and resources there are.</summary>
internal static class Discovery
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public static JsonObject? Find(string path) => path switch
    {
        "/api" => Versions(),
        "/apis" => Groups(),
        _ => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["api", "v1"] => Resources("", "v1"),
            ["apis", var group] => ResourceKinds.GroupVersions.Any(g => g.Group == group) ? Group(group) : null,
            ["apis", var group, var version] => Resources(group, version),
            _ => null,
        },
    };

    private static JsonObject Versions() => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = "127.0.0.1" }),
    };

    private static JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. ResourceKinds.GroupVersions.Select(g => g.Group).Distinct().Select(g => GroupBody(g))]),
    };

    private static JsonObject Group(string group)
    {
        var body = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (name, value) in GroupBody(group))
            body[name] = value!.DeepClone();
        return body;
    }

    private static JsonObject GroupBody(string group)
    {
        var versions = ResourceKinds.GroupVersions.Where(g => g.Group == group)
            .Select(g => new JsonObject { ["groupVersion"] = $"{g.Group}/{g.Version}", ["version"] = g.Version }).ToArray();
        return new JsonObject { ["name"] = group, ["versions"] = new JsonArray([.. versions]), ["preferredVersion"] = versions[0].DeepClone() };
    }

    private static JsonObject? Resources(string group, string version)
    {
        var kinds = ResourceKinds.All.Where(k => k.Group == group && k.Version == version).ToArray();
        if (kinds.Length == 0)
            return null;
        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = kinds[0].ApiVersion,
            ["resources"] = new JsonArray([.. kinds.SelectMany(ResourceAndStatus)]),
        };
    }

    private static IEnumerable<JsonObject> ResourceAndStatus(ResourceKind kind)
    {
        var resource = Resource(kind, kind.Plural, kind.Singular, kind.IsReview ? ["create"] : Verbs);
        if (kind.ShortNames.Count > 0)
            resource["shortNames"] = Array(kind.ShortNames);
        if (kind.Categories.Count > 0)
            resource["categories"] = Array(kind.Categories);
        yield return resource;
        if (kind.HasStatus)
            yield return Resource(kind, kind.Plural + "/status", "", ["get", "patch", "update"]);
    }

    private static JsonObject Resource(ResourceKind kind, string name, string singular, string[] verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = singular,
        ["namespaced"] = kind.Namespaced,
        ["kind"] = kind.Kind,
        ["verbs"] = Array(verbs),
    };

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
