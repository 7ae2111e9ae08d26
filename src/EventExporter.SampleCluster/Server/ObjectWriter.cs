using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>Writes stored objects as clients see them: through which face of the kind, and in which representation.</summary>
internal sealed class ObjectWriter(ResourceKind kind, Representation representation)
{
    private static readonly byte[] PartialPrefix = "{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\","u8.ToArray();

    private readonly byte[] _prefix = representation == Representation.Metadata
        ? PartialPrefix
        : Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");

    /// <summary>The object alone, or in a watch: with kind and apiVersion in front.</summary>
    public void WriteWhole(IBufferWriter<byte> output, StoredObject stored)
    {
        output.Write(_prefix);
        output.Write(BodyOf(stored).AsSpan(1));
    }

    /// <summary>The object as an item of a list. Items of built-in kinds carry neither kind nor apiVersion; metadata items and custom ones do.</summary>
    public void WriteItem(IBufferWriter<byte> output, StoredObject stored)
    {
        if (kind.IsCustom || representation == Representation.Metadata)
            WriteWhole(output, stored);
        else
            output.Write(BodyOf(stored));
    }

    public string ListKind => representation == Representation.Metadata ? "PartialObjectMetadataList" : kind.Kind + "List";

    public string ListApiVersion => representation == Representation.Metadata ? "meta.k8s.io/v1" : kind.ApiVersion;

    /// <summary>An object that carries a version and nothing else, for bookmarks.</summary>
    public JsonObject Bookmark(long version, bool endsInitialEvents)
    {
        var metadata = new JsonObject { ["resourceVersion"] = ObjectBody.Text(version), ["creationTimestamp"] = null };
        if (endsInitialEvents)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var isPartial = representation == Representation.Metadata;
        return new JsonObject
        {
            ["kind"] = isPartial ? "PartialObjectMetadata" : kind.Kind,
            ["apiVersion"] = isPartial ? "meta.k8s.io/v1" : kind.ApiVersion,
            ["metadata"] = metadata,
        };
    }

    private byte[] BodyOf(StoredObject stored)
    {
        if (representation == Representation.Metadata)
            return GoJson.Serialize(new JsonObject { ["metadata"] = stored.ParseBody()["metadata"]!.DeepClone() });
        return kind == ResourceKinds.EventsV1Event ? GoJson.Serialize(EventFaces.ToEventsV1(stored.ParseBody())) : stored.Body;
    }
}
