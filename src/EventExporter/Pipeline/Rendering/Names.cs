using System.Text.Json;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Rendering;

/// <summary>The words of the default document, encoded once.</summary>
internal static class Names
{
    public static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("@timestamp");
    public static readonly JsonEncodedText Metadata = JsonEncodedText.Encode("metadata");
    public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    public static readonly JsonEncodedText Namespace = JsonEncodedText.Encode("namespace");
    public static readonly JsonEncodedText Uid = JsonEncodedText.Encode("uid");
    public static readonly JsonEncodedText ResourceVersion = JsonEncodedText.Encode("resourceVersion");
    public static readonly JsonEncodedText CreationTimestamp = JsonEncodedText.Encode("creationTimestamp");
    public static readonly JsonEncodedText Labels = JsonEncodedText.Encode("labels");
    public static readonly JsonEncodedText Annotations = JsonEncodedText.Encode("annotations");
    public static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public static readonly JsonEncodedText Source = JsonEncodedText.Encode("source");
    public static readonly JsonEncodedText Component = JsonEncodedText.Encode("component");
    public static readonly JsonEncodedText Host = JsonEncodedText.Encode("host");
    public static readonly JsonEncodedText FirstTimestamp = JsonEncodedText.Encode("firstTimestamp");
    public static readonly JsonEncodedText LastTimestamp = JsonEncodedText.Encode("lastTimestamp");
    public static readonly JsonEncodedText Count = JsonEncodedText.Encode("count");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText EventTime = JsonEncodedText.Encode("eventTime");
    public static readonly JsonEncodedText Series = JsonEncodedText.Encode("series");
    public static readonly JsonEncodedText LastObservedTime = JsonEncodedText.Encode("lastObservedTime");
    public static readonly JsonEncodedText Action = JsonEncodedText.Encode("action");
    public static readonly JsonEncodedText Related = JsonEncodedText.Encode("related");
    public static readonly JsonEncodedText ReportingComponent = JsonEncodedText.Encode("reportingComponent");
    public static readonly JsonEncodedText ReportingInstance = JsonEncodedText.Encode("reportingInstance");
    public static readonly JsonEncodedText ClusterName = JsonEncodedText.Encode("clusterName");
    public static readonly JsonEncodedText InvolvedObject = JsonEncodedText.Encode("involvedObject");
    public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    public static readonly JsonEncodedText ApiVersion = JsonEncodedText.Encode("apiVersion");
    public static readonly JsonEncodedText FieldPath = JsonEncodedText.Encode("fieldPath");
    public static readonly JsonEncodedText OwnerReferences = JsonEncodedText.Encode("ownerReferences");
    public static readonly JsonEncodedText Controller = JsonEncodedText.Encode("controller");
    public static readonly JsonEncodedText Deleted = JsonEncodedText.Encode("deleted");
    public static readonly JsonEncodedText Delta = JsonEncodedText.Encode("delta");
    public static readonly JsonEncodedText TotalCount = JsonEncodedText.Encode("totalCount");
    public static readonly JsonEncodedText FirstSeen = JsonEncodedText.Encode("firstSeen");
    public static readonly JsonEncodedText LastSeen = JsonEncodedText.Encode("lastSeen");
    public static readonly JsonEncodedText Category = JsonEncodedText.Encode("category");
    public static readonly JsonEncodedText Severity = JsonEncodedText.Encode("severity");
    public static readonly JsonEncodedText Owner = JsonEncodedText.Encode("owner");
    public static readonly JsonEncodedText Node = JsonEncodedText.Encode("node");
    public static readonly JsonEncodedText Lookup = JsonEncodedText.Encode("lookup");
    public static readonly JsonEncodedText Details = JsonEncodedText.Encode("details");
    public static readonly JsonEncodedText Incident = JsonEncodedText.Encode("incident");
    public static readonly JsonEncodedText Finding = JsonEncodedText.Encode("finding");
    public static readonly JsonEncodedText Identity = JsonEncodedText.Encode("identity");

    private static readonly JsonEncodedText[] Categories = Encode<EventCategory>(static name => name);
    private static readonly JsonEncodedText[] Severities = Encode<Severity>(static name => name.ToLowerInvariant());
    private static readonly JsonEncodedText[] Lookups = Encode<LookupResult>(JsonNamingPolicy.SnakeCaseLower.ConvertName);

    /// <summary><c>Scheduling</c>, <c>Image</c>, ...</summary>
    public static JsonEncodedText Of(EventCategory category) => Categories[(int)category];

    /// <summary><c>info</c> to <c>critical</c>.</summary>
    public static JsonEncodedText Of(Severity severity) => Severities[(int)severity];

    /// <summary><c>not_found</c>, <c>over_budget</c>, ...</summary>
    public static JsonEncodedText Of(LookupResult lookup) => Lookups[(int)lookup];

    private static JsonEncodedText[] Encode<T>(Func<string, string> spell) where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => JsonEncodedText.Encode(spell(name)))];
}
