using System.Text.Json;

namespace EventExporter.Pipeline.Events.Json;

/// <summary>
/// Reads Event objects, of core/v1 or events.k8s.io/v1, straight from UTF-8 tokens: no document in between, <c>managedFields</c> skipped,
/// recurring texts shared. Fields may be null, missing or unknown. May be used by several threads at once.
/// </summary>
/// <param name="cluster">The configured cluster name, for events that do not carry one themselves.</param>
internal sealed class EventReader(string cluster, TimeProvider time)
{
    private readonly TextPool _pool = new();

    /// <summary>
    /// The event whose <see cref="JsonTokenType.StartObject"/> the reader stands on; leaves it on the matching end. The whole object must
    /// be in the reader's buffer.
    /// </summary>
    /// <exception cref="FormatException">It is no event; the message begins with the path of the field.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public ClusterEvent Read(ref Utf8JsonReader reader) => ReadRecord(ref reader).Event;

    /// <summary>As <see cref="Read"/>, with what the record says of the object that the event is about.</summary>
    public EventRecord ReadRecord(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw JsonValues.Unexpected(ref reader, "event", "an object");
        var draft = new EventDraft();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = EventFields.Identify(ref reader);
            reader.Read();
            if (field == EventField.Unknown)
                reader.Skip();
            else
                ReadField(ref reader, field, ref draft);
        }

        return new EventRecord(draft.ToEvent(cluster, time.GetUtcNow()), draft.Carried);
    }

    private void ReadField(ref Utf8JsonReader reader, EventField field, ref EventDraft draft)
    {
        switch (field)
        {
            case EventField.ApiVersion:
                draft.ApiVersion = JsonValues.Text(ref reader, _pool, "apiVersion");
                break;
            case EventField.Kind:
                draft.Kind = JsonValues.Text(ref reader, _pool, "kind");
                break;
            case EventField.Metadata:
                ReadMetadata(ref reader, ref draft);
                break;
            case EventField.InvolvedObject:
                draft.InvolvedObject = ReadReference(ref reader, "involvedObject", out draft.Carried);
                break;
            case EventField.Related when reader.TokenType != JsonTokenType.Null:
                draft.Related = ReadReference(ref reader, "related", out _);
                break;
            case EventField.Reason:
                draft.Reason = JsonValues.Text(ref reader, _pool, "reason");
                break;
            case EventField.Message:
                draft.Message = JsonValues.Text(ref reader, "message");
                break;
            case EventField.Type:
                draft.Type = JsonValues.Text(ref reader, _pool, "type");
                break;
            case EventField.Action:
                draft.Action = JsonValues.Text(ref reader, _pool, "action");
                break;
            case EventField.Count:
                draft.Count = JsonValues.Number(ref reader, "count");
                break;
            case EventField.Series:
                draft.Series = ReadSeries(ref reader);
                break;
            case EventField.Source:
                ReadSource(ref reader, ref draft);
                break;
            case EventField.FirstTimestamp:
                draft.FirstTimestamp = JsonValues.Time(ref reader, "firstTimestamp");
                break;
            case EventField.LastTimestamp:
                draft.LastTimestamp = JsonValues.Time(ref reader, "lastTimestamp");
                break;
            case EventField.EventTime:
                draft.EventTime = JsonValues.Time(ref reader, "eventTime");
                break;
            case EventField.ReportingController:
                draft.ReportingController = JsonValues.Text(ref reader, _pool, "reportingComponent");
                break;
            case EventField.ReportingInstance:
                draft.ReportingInstance = JsonValues.Text(ref reader, _pool, "reportingInstance");
                break;
            case EventField.ClusterName:
                draft.Cluster = JsonValues.Text(ref reader, _pool, "clusterName");
                break;
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader, ref EventDraft draft)
    {
        if (!JsonValues.EnterObject(ref reader, "metadata"))
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Next(ref reader, "name"u8))
                draft.Name = JsonValues.Text(ref reader, "metadata.name");
            else if (Next(ref reader, "namespace"u8))
                draft.Namespace = JsonValues.Text(ref reader, _pool, "metadata.namespace");
            else if (Next(ref reader, "uid"u8))
                draft.Uid = JsonValues.Text(ref reader, "metadata.uid");
            else if (Next(ref reader, "resourceVersion"u8))
                draft.ResourceVersion = JsonValues.Text(ref reader, "metadata.resourceVersion");
            else if (Next(ref reader, "creationTimestamp"u8))
                draft.CreationTimestamp = JsonValues.Time(ref reader, "metadata.creationTimestamp");
            else if (Next(ref reader, "labels"u8))
                draft.Labels = JsonValues.Map(ref reader, _pool, "metadata.labels");
            else if (Next(ref reader, "annotations"u8))
                draft.Annotations = JsonValues.Map(ref reader, _pool, "metadata.annotations");
            else
                reader.Skip();
        }
    }

    private ObjectReference ReadReference(ref Utf8JsonReader reader, string path, out ObjectFacts? carried)
    {
        carried = null;
        if (!JsonValues.EnterObject(ref reader, path))
            return ObjectReference.None;
        string apiVersion = "", kind = "", @namespace = "", name = "", uid = "", version = "", fieldPath = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Next(ref reader, "kind"u8))
                kind = JsonValues.Text(ref reader, _pool, path);
            else if (Next(ref reader, "namespace"u8))
                @namespace = JsonValues.Text(ref reader, _pool, path);
            else if (Next(ref reader, "name"u8))
                name = JsonValues.Text(ref reader, _pool, path);
            else if (Next(ref reader, "uid"u8))
                uid = JsonValues.Text(ref reader, _pool, path);
            else if (Next(ref reader, "apiVersion"u8))
                apiVersion = JsonValues.Text(ref reader, _pool, path);
            else if (Next(ref reader, "resourceVersion"u8))
                version = JsonValues.Text(ref reader, _pool, path);
            else if (Next(ref reader, "fieldPath"u8))
                fieldPath = JsonValues.Text(ref reader, _pool, path);
            else if (!CarriedFacts.TryRead(ref reader, _pool, path, ref carried))
                reader.Skip();
        }

        return new ObjectReference
        {
            ApiVersion = apiVersion,
            Kind = kind,
            Namespace = @namespace,
            Name = name,
            Uid = uid,
            ResourceVersion = version,
            FieldPath = fieldPath,
        };
    }

    private void ReadSource(ref Utf8JsonReader reader, ref EventDraft draft)
    {
        if (!JsonValues.EnterObject(ref reader, "source"))
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Next(ref reader, "component"u8))
                draft.SourceComponent = JsonValues.Text(ref reader, _pool, "source.component");
            else if (Next(ref reader, "host"u8))
                draft.SourceHost = JsonValues.Text(ref reader, _pool, "source.host");
            else
                reader.Skip();
        }
    }

    private static EventSeries? ReadSeries(ref Utf8JsonReader reader)
    {
        if (!JsonValues.EnterObject(ref reader, "series"))
            return null;
        var count = 0;
        DateTimeOffset? last = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Next(ref reader, "count"u8))
                count = JsonValues.Number(ref reader, "series.count");
            else if (Next(ref reader, "lastObservedTime"u8))
                last = JsonValues.Time(ref reader, "series.lastObservedTime");
            else
                reader.Skip();
        }

        return new EventSeries(count, last);
    }

    /// <summary>True if the property has this name; the reader then stands on its value.</summary>
    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

}
