using System.Text.Json;
using EventExporter.Kubernetes.Discovery;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Metadata;

/// <summary>
/// Gets one object's metadata and nothing else of it.
/// <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches"/>
/// </summary>
internal static class MetadataRequest
{
    // The second choice is for aggregated servers that know no partial objects; what they send besides the metadata is skipped.
    private const string Accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1, application/json;q=0.5";

    public static async Task<ObjectMetadata?> GetAsync(ApiTransport transport, ResourceKind kind, ObjectKey key, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(key.Name) || (kind.Namespaced && string.IsNullOrEmpty(key.Namespace)))
            throw new KubernetesApiException(400, "BadRequest", $"\"{key}\" does not name an object: name or namespace is missing");

        var path = kind.In(key.Namespace).PathOf(key.Name);
        try
        {
            var body = await transport.ReadAsync(HttpMethod.Get, path, body: null, Accept, ct);
            return MetadataReader.ReadFromObject(body);
        }
        catch (KubernetesApiException e) when (e.StatusCode == 404)
        {
            return null;
        }
        catch (Exception e) when (ObjectReading.IsMalformed(e))
        {
            throw new IOException($"{transport.Describe(HttpMethod.Get, path)}: the answer is no object: {e.Message}", e);
        }
    }
}
