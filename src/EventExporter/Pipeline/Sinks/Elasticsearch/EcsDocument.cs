using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>
/// An event in the Elastic Common Schema. <c>kubernetes.event.*</c> has the names and types that Metricbeat's metricset of that name has, so
/// that dashboards made for it work; what this exporter knows beyond that is under <c>event_exporter</c>.
/// </summary>
/// <param name="streamOf">The data stream that an event goes to, for <c>data_stream.*</c>; null for documents of an index.</param>
internal sealed class EcsDocument(Func<AnalyzedEvent, string>? streamOf) : IEventRenderer
{
    private const string EcsVersion = "8.11.0";
    private const string Dataset = "kubernetes.event";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

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
        json.WriteShortestTime(Names.Timestamp, analyzed.Event.LastSeen);
        json.WriteText(EcsNames.Message, analyzed.Event.Message);
        WriteEvent(json, analyzed);
        WriteStream(json, analyzed);
        WriteSurroundings(json, analyzed);
        WriteKubernetes(json, analyzed);
        WriteOwn(json, analyzed);
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteEvent(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        json.WriteStartObject(EcsNames.Event);
        json.WriteString(EcsNames.Kind, analyzed.Finding is AlertFinding ? "alert" : "event");
        json.WriteString(EcsNames.Module, "kubernetes");
        json.WriteString(EcsNames.Dataset, Dataset);
        json.WriteString(EcsNames.Id, e.Identity);
        json.WriteText(EcsNames.Action, e.Reason);
        json.WriteText(EcsNames.Provider, e.Component);
        json.WriteNumber(EcsNames.SeverityNumber, (int)analyzed.Severity);
        json.WriteShortestTime(EcsNames.Start, e.FirstSeen);
        json.WriteShortestTime(EcsNames.End, e.LastSeen);
        json.WriteShortestTime(EcsNames.Created, e.ObservedAt);
        json.WriteEndObject();
    }

    private void WriteStream(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        if (streamOf is null || DocumentTarget.Parts(streamOf(analyzed)) is not { } parts)
            return;
        json.WriteStartObject(EcsNames.DataStream);
        json.WriteString(EcsNames.Type, parts.Type);
        json.WriteString(EcsNames.Dataset, parts.Dataset);
        json.WriteString(EcsNames.Namespace, parts.Namespace);
        json.WriteEndObject();
    }

    private static void WriteSurroundings(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        WriteMember(json, EcsNames.Ecs, EcsNames.Version, EcsVersion);
        WriteMember(json, EcsNames.MetricSet, EcsNames.Name, "event");
        WriteMember(json, EcsNames.Service, EcsNames.Type, "kubernetes");
        json.WriteStartObject(EcsNames.Log);
        json.WriteString(EcsNames.Level, Names.Of(analyzed.Severity));
        json.WriteEndObject();
        json.WriteStartObject(EcsNames.Orchestrator);
        json.WriteString(EcsNames.Type, "kubernetes");
        if (analyzed.Event.Cluster.Length > 0)
            WriteMember(json, EcsNames.Cluster, EcsNames.Name, analyzed.Event.Cluster);
        json.WriteEndObject();
    }

    private static void WriteKubernetes(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        json.WriteStartObject(EcsNames.Kubernetes);
        json.WriteText(EcsNames.Namespace, analyzed.Event.InvolvedObject.Namespace);
        WriteObjects(json, analyzed);
        LabelKeys.Write(json, EcsNames.Labels, analyzed.Object.Labels);
        LabelKeys.Write(json, EcsNames.Annotations, analyzed.Object.Annotations);
        KubernetesEvent.Write(json, analyzed.Event);
        json.WriteEndObject();
    }

    /// <summary>The object, its owners and the node by name, each under its kind, as Metricbeat adds them to what it collects.</summary>
    private static void WriteObjects(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        var about = analyzed.Event.InvolvedObject;
        var owners = analyzed.Object.OwnerChain;
        WriteObject(json, about.Kind, about.Name, about.Uid);
        for (var i = 0; i < owners.Count; i++)
        {
            if (owners[i].Kind != about.Kind && !owners.Take(i).Any(nearer => nearer.Kind == owners[i].Kind))
                WriteObject(json, owners[i].Kind, owners[i].Name, owners[i].Uid);
        }

        if (about.Kind != "Node" && analyzed.Object.Node.Length > 0 && owners.All(static owner => owner.Kind != "Node"))
            WriteMember(json, EcsNames.Node, EcsNames.Name, analyzed.Object.Node);
    }

    private static void WriteObject(Utf8JsonWriter json, string kind, string name, string uid)
    {
        if (name.Length == 0 || EcsNames.OfKind(kind) is not { } place)
            return;
        json.WriteStartObject(place);
        json.WriteString(EcsNames.Name, name);
        json.WriteText(EcsNames.Uid, uid);
        json.WriteEndObject();
    }

    private static void WriteOwn(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        json.WriteStartObject(EcsNames.Own);
        json.WriteNumber(EcsNames.Delta, e.Delta);
        json.WriteNumber(EcsNames.Total, e.TotalCount);
        json.WriteString(EcsNames.Category, Names.Of(analyzed.Category));
        json.WriteString(EcsNames.SeverityNumber, Names.Of(analyzed.Severity));
        WriteOwner(json, analyzed);
        json.WriteText(EcsNames.Node, analyzed.Object.Node);
        json.WriteBoolean(EcsNames.Deleted, analyzed.Object.Deleted);
        if (analyzed.Object.Lookup is not (LookupResult.Found or LookupResult.Carried))
            json.WriteString(EcsNames.Lookup, Names.Of(analyzed.Object.Lookup));
        LabelKeys.Write(json, EcsNames.Details, analyzed.Details);
        json.WriteText(EcsNames.Incident, analyzed.Incident);
        if (analyzed.Finding is { } finding)
        {
            json.WriteString(EcsNames.Kind, finding.Kind);
            json.WritePropertyName(EcsNames.Finding);
            FindingJson.Write(json, finding);
        }

        json.WriteString(EcsNames.Identity, e.Identity);
        json.WriteEndObject();
    }

    /// <summary>The top of the owner chain; an object that nobody owns is its own owner, as in routes.</summary>
    private static void WriteOwner(Utf8JsonWriter json, AnalyzedEvent analyzed)
    {
        var about = analyzed.Event.InvolvedObject;
        json.WriteStartObject(EcsNames.Owner);
        json.WriteText(EcsNames.ApiVersion, analyzed.Object.RootOwner?.ApiVersion ?? about.ApiVersion);
        json.WriteText(EcsNames.Kind, analyzed.Object.RootOwner?.Kind ?? about.Kind);
        json.WriteText(EcsNames.Name, analyzed.Object.RootOwner?.Name ?? about.Name);
        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, JsonEncodedText name, JsonEncodedText member, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(member, value);
        json.WriteEndObject();
    }
}
