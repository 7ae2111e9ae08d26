using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>The fields of Metricbeat's kubernetes.event metricset (Metricbeat reference, "Kubernetes event metricset").</summary>
internal static class KubernetesEvent
{
    public static void Write(Utf8JsonWriter json, ClusterEvent e)
    {
        json.WriteStartObject(EcsNames.Event);
        json.WriteNumber(EcsNames.Count, e.TotalCount);
        json.WriteStartObject(EcsNames.Timestamp);
        json.WriteShortestTime(EcsNames.FirstOccurrence, e.FirstSeen);
        json.WriteShortestTime(EcsNames.LastOccurrence, e.LastSeen);
        json.WriteEndObject();
        json.WriteString(EcsNames.Message, e.Message);
        json.WriteString(EcsNames.Reason, e.Reason);
        json.WriteString(EcsNames.Type, e.Type);
        json.WriteText(EcsNames.Action, e.Action);
        json.WriteStartObject(EcsNames.Source);
        json.WriteText(EcsNames.Component, e.Component);
        json.WriteText(EcsNames.Host, e.Host);
        json.WriteEndObject();
        WriteMetadata(json, e);
        WriteObject(json, e.InvolvedObject);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, ClusterEvent e)
    {
        json.WriteStartObject(EcsNames.Metadata);
        json.WriteString(EcsNames.Name, e.Name);
        json.WriteString(EcsNames.Namespace, e.Namespace);
        json.WriteString(EcsNames.Uid, e.Uid);
        json.WriteString(EcsNames.ResourceVersion, e.ResourceVersion);
        if (e.CreationTimestamp is { } created)
        {
            json.WriteStartObject(EcsNames.Timestamp);
            json.WriteShortestTime(EcsNames.Created, created);
            json.WriteEndObject();
        }

        LabelKeys.Write(json, EcsNames.Labels, e.Labels);
        LabelKeys.Write(json, EcsNames.Annotations, e.Annotations);
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, ObjectReference about)
    {
        json.WriteStartObject(EcsNames.InvolvedObject);
        json.WriteText(EcsNames.ApiVersion, about.ApiVersion);
        json.WriteText(EcsNames.Kind, about.Kind);
        json.WriteText(EcsNames.Namespace, about.Namespace);
        json.WriteText(EcsNames.Name, about.Name);
        json.WriteText(EcsNames.Uid, about.Uid);
        json.WriteText(EcsNames.ResourceVersion, about.ResourceVersion);
        json.WriteText(EcsNames.FieldPath, about.FieldPath);
        json.WriteEndObject();
    }
}
