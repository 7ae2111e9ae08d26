namespace EventExporter.Pipeline.Events.Json;

/// <summary>The top-level fields of both event APIs; a name of events.k8s.io/v1 stands for its fellow in core/v1.</summary>
internal enum EventField
{
    Unknown,
    ApiVersion,
    Kind,
    Metadata,
    InvolvedObject,
    Related,
    Reason,
    Message,
    Type,
    Action,
    Count,
    Series,
    Source,
    FirstTimestamp,
    LastTimestamp,
    EventTime,
    ReportingController,
    ReportingInstance,
    ClusterName,
}
