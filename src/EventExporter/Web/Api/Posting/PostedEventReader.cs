using System.Globalization;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;

namespace EventExporter.Web.Api.Posting;

/// <summary>
/// Makes the event of a posted item, read as one of the cluster is, with what it leaves out: namespace, type and times, and a uid and a
/// version that are the same when the same is posted again.
/// </summary>
internal sealed class PostedEventReader(string cluster, TimeProvider time)
{
    /// <summary>What the reader of events insists on, until the real one is made.</summary>
    private const string NoUid = "-";

    private readonly EventReader _events = new(cluster, time);

    /// <exception cref="FormatException">It is no event; an item that <see cref="PostedEventCheck"/> has passed is one.</exception>
    public EventRecord Read(PostedItem item)
    {
        var (json, hasUid) = WithUid(item.Json);
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        var record = _events.ReadRecord(ref reader);
        return record with { Event = Complete(record.Event with { Uid = hasUid ? record.Event.Uid : "" }, item) };
    }

    private static ClusterEvent Complete(ClusterEvent e, PostedItem item)
    {
        var @namespace = e.Namespace.Length > 0 ? e.Namespace : e.InvolvedObject.Namespace.Length > 0 ? e.InvolvedObject.Namespace : "default";
        var uid = e.Uid.Length > 0 ? e.Uid : PostedUid.Of(IdOf(e, @namespace, item));
        var timeless = e.LastTimestamp is null && e.EventTime is null && e.FirstTimestamp is null && e.Series?.LastObservedTime is null;
        return e with
        {
            Namespace = @namespace,
            Uid = uid,
            Name = e.Name.Length > 0 ? e.Name : string.Create(CultureInfo.InvariantCulture, $"{NameOf(e.InvolvedObject.Name)}.{uid.Replace("-", "", StringComparison.Ordinal)[..16]}"),
            ResourceVersion = item.IdIsOccurrence && e.ResourceVersion.Length == 0 ? "1" : e.ResourceVersion.Length > 0 ? e.ResourceVersion : PostedUid.VersionOf(item.Json.Span),
            Type = e.Type.Length > 0 ? e.Type : "Normal",
            FirstTimestamp = timeless ? e.ObservedAt : e.FirstTimestamp,
            LastTimestamp = timeless ? e.ObservedAt : e.LastTimestamp,
        };
    }

    /// <summary>What the client calls it, by its own id or by the event's name; else it is a new one each time.</summary>
    private static string IdOf(ClusterEvent e, string @namespace, PostedItem item) =>
        item.ClientId.Length > 0 ? item.ClientId
        : e.Name.Length > 0 ? $"event/{@namespace}/{e.Name}"
        : $"new/{Guid.NewGuid():N}";

    private static string NameOf(string objectName) => objectName.Length <= 200 ? objectName.Replace('/', '-') : objectName[..200].Replace('/', '-');

    /// <summary>The reader refuses events without a uid, rightly so for a cluster's.</summary>
    private static (ReadOnlyMemory<byte> Json, bool HasUid) WithUid(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var metadata = root.TryGetProperty("metadata", out var section) && section.ValueKind == JsonValueKind.Object ? section : default;
        var hasUid = metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("uid", out var uid) && uid.ValueKind == JsonValueKind.String && uid.GetString()!.Length > 0;
        return hasUid ? (json, true) : (Rewritten(root, metadata), false);
    }

    private static byte[] Rewritten(JsonElement root, JsonElement metadata)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("metadata");
            writer.WriteString("uid", NoUid);
            foreach (var member in metadata.ValueKind == JsonValueKind.Object ? metadata.EnumerateObject().Where(static m => !m.NameEquals("uid")).ToArray() : [])
                member.WriteTo(writer);
            writer.WriteEndObject();
            foreach (var member in root.EnumerateObject().Where(static m => !m.NameEquals("metadata")))
                member.WriteTo(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
