namespace EventExporter.Pipeline.Events;

/// <summary>
/// One occurrence of a Kubernetes event: the event as the API server last sent it, and by how much it grew since it was last seen
/// (<see cref="Delta"/>). Both event APIs, core/v1 and events.k8s.io/v1, are faces of one stored object; this is their union, read
/// from core/v1. Texts that were absent are empty strings, times that were absent are null. <c>managedFields</c> are not kept.
/// </summary>
internal sealed record ClusterEvent
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>The configured <c>clusterName</c>; empty if none is configured.</summary>
    public string Cluster { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The namespace the event itself lies in; for cluster-scoped objects that is usually <c>default</c>.</summary>
    public string Namespace { get; init; } = "";

    public string Uid { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Labels of the event object itself, not of the object it is about.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing;

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = Nothing;

    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary><c>Normal</c>, <c>Warning</c>, or a custom text.</summary>
    public string Type { get; init; } = "";

    public string Action { get; init; } = "";

    /// <summary><c>count</c> as written; 0 where the recorder left it out. <see cref="TotalCount"/> is what to reckon with.</summary>
    public int Count { get; init; }

    public EventSeries? Series { get; init; }

    public DateTimeOffset? FirstTimestamp { get; init; }

    public DateTimeOffset? LastTimestamp { get; init; }

    public DateTimeOffset? EventTime { get; init; }

    /// <summary><c>source.component</c>; empty in events of the newer API.</summary>
    public string SourceComponent { get; init; } = "";

    /// <summary><c>source.host</c>; empty in events of the newer API.</summary>
    public string SourceHost { get; init; } = "";

    /// <summary><c>reportingComponent</c> in core/v1, <c>reportingController</c> in events.k8s.io/v1.</summary>
    public string ReportingController { get; init; } = "";

    public string ReportingInstance { get; init; } = "";

    public ObjectReference InvolvedObject { get; init; } = ObjectReference.None;

    public ObjectReference? Related { get; init; }

    /// <summary>How many occurrences this stands for: the growth of the count since the event was last seen, at least 1. Deltas add up.</summary>
    public int Delta { get; init; } = 1;

    /// <summary>When the exporter read the event. The start of the event-to-delivery latency.</summary>
    public DateTimeOffset ObservedAt { get; init; }

    /// <summary>The running total: <c>series.count</c>, else <c>count</c>, else 1.</summary>
    public int TotalCount => Series is { Count: > 0 } series ? series.Count : Count > 0 ? Count : 1;

    /// <summary>When it was last seen to happen: <c>series.lastObservedTime | lastTimestamp | eventTime | firstTimestamp | creationTimestamp</c>, else when it was read.</summary>
    public DateTimeOffset LastSeen =>
        Series?.LastObservedTime ?? LastTimestamp ?? EventTime ?? FirstTimestamp ?? CreationTimestamp ?? ObservedAt;

    /// <summary>When it first happened: <c>firstTimestamp | eventTime | creationTimestamp</c>, else <see cref="LastSeen"/>.</summary>
    public DateTimeOffset FirstSeen => FirstTimestamp ?? EventTime ?? CreationTimestamp ?? LastSeen;

    /// <summary>Who reported it, whichever API was used: <c>reportingController</c>, else <c>source.component</c>.</summary>
    public string Component => ReportingController.Length > 0 ? ReportingController : SourceComponent;

    /// <summary>Where it was reported, whichever API was used: <c>source.host</c>, else <c>reportingInstance</c>.</summary>
    public string Host => SourceHost.Length > 0 ? SourceHost : ReportingInstance;

    /// <summary>
    /// The identity of the occurrence, <c>cluster:uid:resourceVersion</c> (without the cluster if it has no name): the key of every
    /// idempotent write at a receiver, the same across retries, restarts and relists.
    /// </summary>
    public string Identity => Cluster.Length > 0 ? $"{Cluster}:{Uid}:{ResourceVersion}" : $"{Uid}:{ResourceVersion}";
}
