using System.Text.Json;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>The names of ECS and of Metricbeat's kubernetes module, encoded once.</summary>
internal static class EcsNames
{
    public static readonly JsonEncodedText Message = Of("message");
    public static readonly JsonEncodedText Name = Of("name");
    public static readonly JsonEncodedText Namespace = Of("namespace");
    public static readonly JsonEncodedText Uid = Of("uid");
    public static readonly JsonEncodedText Type = Of("type");
    public static readonly JsonEncodedText Kind = Of("kind");
    public static readonly JsonEncodedText Reason = Of("reason");
    public static readonly JsonEncodedText Count = Of("count");
    public static readonly JsonEncodedText Labels = Of("labels");
    public static readonly JsonEncodedText Annotations = Of("annotations");
    public static readonly JsonEncodedText Event = Of("event");
    public static readonly JsonEncodedText Id = Of("id");
    public static readonly JsonEncodedText Module = Of("module");
    public static readonly JsonEncodedText Dataset = Of("dataset");
    public static readonly JsonEncodedText Action = Of("action");
    public static readonly JsonEncodedText Provider = Of("provider");
    public static readonly JsonEncodedText SeverityNumber = Of("severity");
    public static readonly JsonEncodedText Start = Of("start");
    public static readonly JsonEncodedText End = Of("end");
    public static readonly JsonEncodedText Created = Of("created");
    public static readonly JsonEncodedText DataStream = Of("data_stream");
    public static readonly JsonEncodedText Ecs = Of("ecs");
    public static readonly JsonEncodedText Version = Of("version");
    public static readonly JsonEncodedText Log = Of("log");
    public static readonly JsonEncodedText Level = Of("level");
    public static readonly JsonEncodedText MetricSet = Of("metricset");
    public static readonly JsonEncodedText Service = Of("service");
    public static readonly JsonEncodedText Orchestrator = Of("orchestrator");
    public static readonly JsonEncodedText Cluster = Of("cluster");
    public static readonly JsonEncodedText Kubernetes = Of("kubernetes");
    public static readonly JsonEncodedText Node = Of("node");
    public static readonly JsonEncodedText Source = Of("source");
    public static readonly JsonEncodedText Component = Of("component");
    public static readonly JsonEncodedText Host = Of("host");
    public static readonly JsonEncodedText Timestamp = Of("timestamp");
    public static readonly JsonEncodedText FirstOccurrence = Of("first_occurrence");
    public static readonly JsonEncodedText LastOccurrence = Of("last_occurrence");
    public static readonly JsonEncodedText Metadata = Of("metadata");
    public static readonly JsonEncodedText ResourceVersion = Of("resource_version");
    public static readonly JsonEncodedText InvolvedObject = Of("involved_object");
    public static readonly JsonEncodedText ApiVersion = Of("api_version");
    public static readonly JsonEncodedText FieldPath = Of("field_path");
    public static readonly JsonEncodedText Own = Of("event_exporter");
    public static readonly JsonEncodedText Delta = Of("delta");
    public static readonly JsonEncodedText Total = Of("total");
    public static readonly JsonEncodedText Category = Of("category");
    public static readonly JsonEncodedText Owner = Of("owner");
    public static readonly JsonEncodedText Deleted = Of("deleted");
    public static readonly JsonEncodedText Lookup = Of("lookup");
    public static readonly JsonEncodedText Details = Of("details");
    public static readonly JsonEncodedText Incident = Of("incident");
    public static readonly JsonEncodedText Finding = Of("finding");
    public static readonly JsonEncodedText Identity = Of("identity");

    private static readonly Dictionary<string, JsonEncodedText> Kinds = new[]
    {
        "Pod", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "Service", "Node", "PersistentVolume", "PersistentVolumeClaim", "StorageClass",
    }.ToDictionary(static kind => kind, static kind => Of(kind.ToLowerInvariant()), StringComparer.Ordinal);

    /// <summary>The object below <c>kubernetes</c> that holds the name of an object of this kind, such as <c>pod</c>; null for kinds without one.</summary>
    public static JsonEncodedText? OfKind(string kind) => Kinds.TryGetValue(kind, out var name) ? name : null;

    private static JsonEncodedText Of(string name) => JsonEncodedText.Encode(name);
}
