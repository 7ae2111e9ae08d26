using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Server;

/// <summary>Answers SelfSubjectAccessReviews by the access rules in force.</summary>
internal static class AccessReview
{
    public static JsonObject Answer(JsonObject review, AccessRules access)
    {
        var attributes = review["spec"]?["resourceAttributes"];
        var ns = (string?)attributes?["namespace"];
        var allowed = attributes is null || access.Allows(
            (string?)attributes["verb"] ?? "", (string?)attributes["group"] ?? "", (string?)attributes["resource"] ?? "", string.IsNullOrEmpty(ns) ? null : ns);
        return new JsonObject
        {
            ["kind"] = "SelfSubjectAccessReview",
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["metadata"] = new JsonObject { ["creationTimestamp"] = null },
            ["spec"] = review["spec"]?.DeepClone(),
            ["status"] = new JsonObject { ["allowed"] = allowed },
        };
    }
}
