using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Rendering;

/// <summary>
/// The default document: field for field and in the order that consumers of kubernetes-event-exporter know, and after those what this
/// exporter adds (<c>delta</c> up to <c>identity</c>).
/// </summary>
/// <param name="deDot">Replace dots in the keys of labels and annotations by underscores, for stores that take a dot as nesting.</param>
/// <param name="withTimestamp">Begin with <c>@timestamp</c>, which Elasticsearch's data streams and Kibana look for.</param>
/// <param name="withAdditions">False for the fields of kubernetes-event-exporter alone.</param>
internal sealed class EventDocument(bool deDot = false, bool withTimestamp = false, bool withAdditions = true) : IEventRenderer
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Log lines and documents are no HTML: a less-than sign stays one.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public void Write(IBufferWriter<byte> output, AnalyzedEvent analyzed)
    {
        var json = _writer;
        if (json is null)
            _writer = json = new Utf8JsonWriter(output, Options);
        else
            json.Reset(output);

        json.WriteStartObject();
        if (withTimestamp)
            json.WriteShortestTime(Names.Timestamp, analyzed.Event.LastSeen);
        WriteEvent(json, analyzed.Event);
        WriteInvolvedObject(json, analyzed);
        if (withAdditions)
            WriteAdditions(json, analyzed);
        json.WriteEndObject();
        json.Flush();
    }

    private void WriteEvent(Utf8JsonWriter json, ClusterEvent e)
    {
        json.WriteStartObject(Names.Metadata);
        json.WriteString(Names.Name, e.Name);
        json.WriteString(Names.Namespace, e.Namespace);
        json.WriteString(Names.Uid, e.Uid);
        json.WriteString(Names.ResourceVersion, e.ResourceVersion);
        json.WriteTime(Names.CreationTimestamp, e.CreationTimestamp);
        WriteMap(json, Names.Labels, e.Labels);
        WriteMap(json, Names.Annotations, e.Annotations);
        json.WriteEndObject();

        json.WriteString(Names.Reason, e.Reason);
        json.WriteString(Names.Message, e.Message);
        json.WriteStartObject(Names.Source);
        json.WriteText(Names.Component, e.SourceComponent);
        json.WriteText(Names.Host, e.SourceHost);
        json.WriteEndObject();
        json.WriteTime(Names.FirstTimestamp, e.FirstTimestamp);
        json.WriteTime(Names.LastTimestamp, e.LastTimestamp);
        if (e.Count != 0)
            json.WriteNumber(Names.Count, e.Count);
        json.WriteString(Names.Type, e.Type);
        json.WriteMicroTime(Names.EventTime, e.EventTime);
        WriteSeries(json, e.Series);
        json.WriteText(Names.Action, e.Action);
        if (e.Related is { } related)
        {
            json.WriteStartObject(Names.Related);
            WriteReference(json, related);
            json.WriteEndObject();
        }

        json.WriteString(Names.ReportingComponent, e.ReportingController);
        json.WriteString(Names.ReportingInstance, e.ReportingInstance);
        json.WriteString(Names.ClusterName, e.Cluster);
    }

    private static void WriteSeries(Utf8JsonWriter json, EventSeries? series)
    {
        if (series is null)
            return;
        json.WriteStartObject(Names.Series);
        json.WriteNumber(Names.Count, series.Count);
        json.WriteMicroTime(Names.LastObservedTime, series.LastObservedTime);
        json.WriteEndObject();
    }

    private void WriteInvolvedObject(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        json.WriteStartObject(Names.InvolvedObject);
        WriteReference(json, analyzed.Event.InvolvedObject);
        WriteMap(json, Names.Labels, analyzed.Object.Labels);
        WriteMap(json, Names.Annotations, analyzed.Object.Annotations);
        if (analyzed.Object.OwnerReferences.Count > 0)
            WriteOwners(json, analyzed.Object.OwnerReferences);
        json.WriteBoolean(Names.Deleted, analyzed.Object.Deleted);
        json.WriteEndObject();
    }

    private static void WriteOwners(Utf8JsonWriter json, IReadOnlyList<OwnerReference> owners)
    {
        json.WriteStartArray(Names.OwnerReferences);
        for (var i = 0; i < owners.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString(Names.ApiVersion, owners[i].ApiVersion);
            json.WriteString(Names.Kind, owners[i].Kind);
            json.WriteString(Names.Name, owners[i].Name);
            json.WriteString(Names.Uid, owners[i].Uid);
            if (owners[i].Controller)
                json.WriteBoolean(Names.Controller, true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteAdditions(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        json.WriteNumber(Names.Delta, e.Delta);
        json.WriteNumber(Names.TotalCount, e.TotalCount);
        json.WriteShortestTime(Names.FirstSeen, e.FirstSeen);
        json.WriteShortestTime(Names.LastSeen, e.LastSeen);
        json.WriteString(Names.Category, Names.Of(analyzed.Category));
        json.WriteString(Names.Severity, Names.Of(analyzed.Severity));
        if (analyzed.Object.RootOwner is { } owner)
        {
            json.WriteStartObject(Names.Owner);
            json.WriteString(Names.ApiVersion, owner.ApiVersion);
            json.WriteString(Names.Kind, owner.Kind);
            json.WriteString(Names.Name, owner.Name);
            json.WriteEndObject();
        }

        json.WriteText(Names.Node, analyzed.Object.Node);
        if (analyzed.Object.Lookup is not (LookupResult.Found or LookupResult.Carried))
            json.WriteString(Names.Lookup, Names.Of(analyzed.Object.Lookup));
        WriteMap(json, Names.Details, analyzed.Details);
        json.WriteText(Names.Incident, analyzed.Incident);
        if (analyzed.Finding is { } finding)
        {
            json.WritePropertyName(Names.Finding);
            FindingJson.Write(json, finding);
        }

        if (analyzed.Group is { } group)
            GroupDocument.Write(json, group);
        json.WriteString(Names.Identity, e.Identity);
    }

    private static void WriteReference(Utf8JsonWriter json, ObjectReference reference)
    {
        json.WriteText(Names.Kind, reference.Kind);
        json.WriteText(Names.Namespace, reference.Namespace);
        json.WriteText(Names.Name, reference.Name);
        json.WriteText(Names.Uid, reference.Uid);
        json.WriteText(Names.ApiVersion, reference.ApiVersion);
        json.WriteText(Names.ResourceVersion, reference.ResourceVersion);
        json.WriteText(Names.FieldPath, reference.FieldPath);
    }

    private void WriteMap(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyDictionary<string, string> map)
    {
        if (deDot)
        {
            LabelKeys.Write(json, name, map);
            return;
        }

        if (map.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
