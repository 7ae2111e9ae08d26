using System.Text.Json;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Discovery;

/// <summary>
/// Asks for the resources of one group version.
/// <see href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#unaggregated-discovery"/>
/// </summary>
internal static class ResourceListRequest
{
    /// <summary>The kinds by name; none for a group version that the server does not serve.</summary>
    public static async Task<Dictionary<string, ResourceKind>> GetAsync(ApiTransport transport, string apiVersion, CancellationToken ct)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : apiVersion[..slash];
        var version = apiVersion[(slash + 1)..];
        var path = $"{(slash < 0 ? "api/" : $"apis/{Uri.EscapeDataString(group)}/")}{Uri.EscapeDataString(version)}";
        try
        {
            return Parse(await transport.GetAsync(path, ct), group, version);
        }
        catch (KubernetesApiException e) when (e.StatusCode == 404)
        {
            return [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new IOException($"{transport.Describe(HttpMethod.Get, path)}: the answer is no list of resources: {e.Message}", e);
        }
    }

    private static Dictionary<string, ResourceKind> Parse(byte[] body, string group, string version)
    {
        var kinds = new Dictionary<string, ResourceKind>();
        using var document = JsonDocument.Parse(body);
        foreach (var resource in document.RootElement.GetProperty("resources").EnumerateArray())
        {
            var plural = resource.GetProperty("name").GetString()!;
            // Subresources, such as pods/eviction, have kinds of their own and cannot be read by name.
            if (plural.Contains('/', StringComparison.Ordinal))
                continue;
            var kind = resource.GetProperty("kind").GetString()!;
            kinds.TryAdd(kind, new ResourceKind(group, version, kind, plural, resource.GetProperty("namespaced").GetBoolean()));
        }

        return kinds;
    }
}
