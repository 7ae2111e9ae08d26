using System.Text;
using System.Text.Json.Nodes;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Checks;

/// <summary>
/// Asks whether we are allowed something.
/// <see href="https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-access-review-v1/"/>
/// </summary>
internal static class AccessReview
{
    private const string Path = "apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    public static async Task<bool> IsAllowedAsync(
        ApiTransport transport, string verb, string group, string resource, string? @namespace, CancellationToken ct)
    {
        var question = Encoding.UTF8.GetBytes(Write(verb, group, resource, @namespace).ToJsonString());
        var answer = await transport.ReadAsync(HttpMethod.Post, Path, question, ApiTransport.Json, ct);
        try
        {
            return JsonNode.Parse(answer)?["status"]?["allowed"]?.GetValue<bool>() ?? false;
        }
        catch (Exception e) when (ObjectReading.IsMalformed(e))
        {
            throw new IOException($"{transport.Describe(HttpMethod.Post, Path)}: the answer is no review: {e.Message}", e);
        }
    }

    private static JsonObject Write(string verb, string group, string resource, string? @namespace)
    {
        var parts = resource.Split('/', 2);
        var attributes = new JsonObject { ["verb"] = verb, ["group"] = group, ["resource"] = parts[0] };
        if (parts.Length > 1)
            attributes["subresource"] = parts[1];
        if (!string.IsNullOrEmpty(@namespace))
            attributes["namespace"] = @namespace;
        return new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
    }
}
