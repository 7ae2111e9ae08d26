using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>The namespaces that a cluster has from its first moment.</summary>
internal static class BaseNamespaces
{
    public static void Create(ObjectStore store)
    {
        foreach (var name in new[] { "default", "kube-node-lease", "kube-public", "kube-system" })
            store.Create(ResourceKinds.Namespace, Body(name), "kube-apiserver");
    }

    public static JsonObject Body(string name, JsonObject? labels = null)
    {
        var all = new JsonObject { ["kubernetes.io/metadata.name"] = name };
        foreach (var (key, value) in labels ?? [])
            all[key] = value?.DeepClone();
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = all },
            ["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") },
            ["status"] = new JsonObject { ["phase"] = "Active" },
        };
    }
}
