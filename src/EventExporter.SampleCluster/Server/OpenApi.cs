using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>
/// As much of the OpenAPI v3 documents as kubectl reads before it writes: that each kind can be patched with server-side field validation, so
/// that it need not download the schemas and validate by itself.
/// </summary>
internal static class OpenApi
{
    public static JsonObject? Find(string path)
    {
        if (path == "/openapi/v3")
            return Root();
        const string prefix = "/openapi/v3/";
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var kinds = ResourceKinds.All.Where(k => PathOf(k) == path[prefix.Length..] && !k.IsReview).ToArray();
        return kinds.Length == 0 ? null : Document(kinds);
    }

    private static JsonObject Root()
    {
        var paths = new JsonObject();
        foreach (var path in ResourceKinds.All.Select(PathOf).Distinct())
            paths[path] = new JsonObject { ["serverRelativeURL"] = "/openapi/v3/" + path + "?hash=sample" };
        return new JsonObject { ["paths"] = paths };
    }

    private static JsonObject Document(ResourceKind[] kinds)
    {
        var paths = new JsonObject();
        foreach (var kind in kinds)
        {
            var scope = kind.Namespaced ? "/namespaces/{namespace}" : "";
            paths[$"/{PathOf(kind)}{scope}/{kind.Plural}/{{name}}"] = new JsonObject { ["patch"] = PatchOperation(kind) };
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "unversioned" },
            ["paths"] = paths,
            ["components"] = new JsonObject(),
        };
    }

    private static JsonObject PatchOperation(ResourceKind kind) => new()
    {
        ["parameters"] = new JsonArray(Parameter("dryRun"), Parameter("fieldManager"), Parameter("fieldValidation"), Parameter("force")),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        ["x-kubernetes-action"] = "patch",
        ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version },
    };

    private static JsonObject Parameter(string name) =>
        new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true } };

    private static string PathOf(ResourceKind kind) => (kind.Group.Length == 0 ? "api/" : "apis/") + kind.ApiVersion;
}
