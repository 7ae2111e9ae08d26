namespace EventExporter.Pipeline.Events.Json;

/// <summary>What has been read of an event so far; becomes a <see cref="ClusterEvent"/> once the object is whole.</summary>
internal struct EventDraft
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public EventDraft()
    {
    }

    public string Cluster = "";
    public string ApiVersion = "";
    public string Kind = "";
    public string Name = "";
    public string Namespace = "";
    public string Uid = "";
    public string ResourceVersion = "";
    public DateTimeOffset? CreationTimestamp;
    public IReadOnlyDictionary<string, string> Labels = Nothing;
    public IReadOnlyDictionary<string, string> Annotations = Nothing;
    public string Reason = "";
    public string Message = "";
    public string Type = "";
    public string Action = "";
    public int Count;
    public EventSeries? Series;
    public DateTimeOffset? FirstTimestamp;
    public DateTimeOffset? LastTimestamp;
    public DateTimeOffset? EventTime;
    public string SourceComponent = "";
    public string SourceHost = "";
    public string ReportingController = "";
    public string ReportingInstance = "";
    public ObjectReference InvolvedObject = ObjectReference.None;
    public ObjectReference? Related;
    public ObjectFacts? Carried;

    /// <exception cref="FormatException">What was read is no event.</exception>
    public readonly ClusterEvent ToEvent(string cluster, DateTimeOffset observedAt)
    {
        if (Kind.Length > 0 && Kind != "Event")
            throw new FormatException($"kind: \"{Kind}\" is no Event");
        if (ApiVersion.Length > 0 && ApiVersion != "v1" && !ApiVersion.StartsWith("events.k8s.io/", StringComparison.Ordinal))
            throw new FormatException($"apiVersion: \"{ApiVersion}\" has no events; expected v1 or events.k8s.io/v1");
        if (Uid.Length == 0)
            throw new FormatException("metadata.uid: missing; an event without it cannot be told from others");
        return new ClusterEvent
        {
            Cluster = Cluster.Length > 0 ? Cluster : cluster,
            Name = Name,
            Namespace = Namespace,
            Uid = Uid,
            ResourceVersion = ResourceVersion,
            CreationTimestamp = CreationTimestamp,
            Labels = Labels,
            Annotations = Annotations,
            Reason = Reason,
            Message = Message,
            Type = Type,
            Action = Action,
            Count = Count,
            Series = Series,
            FirstTimestamp = FirstTimestamp,
            LastTimestamp = LastTimestamp,
            EventTime = EventTime,
            SourceComponent = SourceComponent,
            SourceHost = SourceHost,
            ReportingController = ReportingController,
            ReportingInstance = ReportingInstance,
            InvolvedObject = InvolvedObject,
            Related = Related,
            ObservedAt = observedAt,
        };
    }
}
