using System.Net;
using EventExporter.Kubernetes;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Metadata;
using OwnerReference = EventExporter.Pipeline.Events.OwnerReference;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>Reads from the cluster, and turns what can go wrong there into answers.</summary>
internal sealed class KubernetesMetadataReader(KubernetesClient client) : IObjectMetadataReader
{
    public async Task<MetadataAnswer> ReadAsync(ObjectIdentity identity, CancellationToken cancellation)
    {
        try
        {
            var key = new ObjectKey(identity.ApiVersion, identity.Kind, identity.Namespace, identity.Name);
            var metadata = await client.GetMetadataAsync(key, cancellation);
            return metadata is null ? MetadataAnswer.NotFound : MetadataAnswer.Found(Of(metadata));
        }
        catch (UnknownKindException e)
        {
            return MetadataAnswer.Failed(e.Message) with { UnknownKind = true };
        }
        catch (KubernetesApiException e) when (e.StatusCode == (int)HttpStatusCode.Forbidden)
        {
            return MetadataAnswer.Forbidden(e.Message);
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or ClusterAccessException)
        {
            return MetadataAnswer.Failed(e.Message);
        }
    }

    private static ObjectMetadata Of(Kubernetes.Metadata.ObjectMetadata metadata)
    {
        var owners = new List<OwnerReference>(metadata.OwnerReferences.Count);
        foreach (var o in metadata.OwnerReferences)
            owners.Add(new OwnerReference(o.ApiVersion, o.Kind, o.Name, o.Uid, o.Controller));
        return new ObjectMetadata(metadata.Uid, metadata.Labels, metadata.Annotations, owners, metadata.DeletionTimestamp is not null);
    }
}
