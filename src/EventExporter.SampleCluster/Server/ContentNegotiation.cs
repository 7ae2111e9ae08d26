using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>Chooses the first entry of the Accept list that can be served. Protobuf and CBOR cannot; clients that prefer them also accept JSON.</summary>
internal static class ContentNegotiation
{
    public static Representation Choose(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept.Length == 0)
            return Representation.Full;
        foreach (var entry in accept.Split(','))
        {
            var parts = entry.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "*/*" or "application/*"))
                continue;
            var kind = Array.Find(parts, p => p.StartsWith("as=", StringComparison.Ordinal));
            var isV1 = parts.Contains("v=v1") && parts.Contains("g=meta.k8s.io");
            switch (kind)
            {
                case null:
                    return Representation.Full;
                case "as=Table" when isV1:
                    return Representation.Table;
                case "as=PartialObjectMetadata" or "as=PartialObjectMetadataList" when isV1:
                    return Representation.Metadata;
            }
        }

        throw new ApiException(ApiStatus.NotAcceptable());
    }
}
