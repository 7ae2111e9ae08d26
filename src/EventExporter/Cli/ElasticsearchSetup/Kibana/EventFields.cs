using EventExporter.Pipeline.Sinks.Elasticsearch;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>Where the dashboards find things in an event's document.</summary>
internal sealed record EventFields
{
    public static readonly EventFields Ecs = new()
    {
        Type = "kubernetes.event.type",
        Reason = "kubernetes.event.reason",
        Message = "kubernetes.event.message",
        Kind = "kubernetes.event.involved_object.kind",
        Name = "kubernetes.event.involved_object.name",
        Namespace = "kubernetes.namespace",
        OwnerKind = "event_exporter.owner.kind",
        OwnerName = "event_exporter.owner.name",
        Delta = "event_exporter.delta",
        Severity = "event_exporter.severity",
        Cluster = "orchestrator.cluster.name",
        Node = "event_exporter.node",
        Incident = "event_exporter.incident",
    };

    public static readonly EventFields Plain = new()
    {
        Type = "type",
        Reason = "reason",
        Message = "message",
        Kind = "involvedObject.kind",
        Name = "involvedObject.name",
        Namespace = "involvedObject.namespace",
        OwnerKind = "owner.kind",
        OwnerName = "owner.name",
        Delta = "delta",
        Severity = "severity",
        Cluster = "clusterName",
        Node = "node",
        Incident = "incident",
    };

    public required string Type { get; init; }

    public required string Reason { get; init; }

    public required string Message { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required string OwnerKind { get; init; }

    public required string OwnerName { get; init; }

    /// <summary>How many occurrences a document stands for: sums of it are true counts.</summary>
    public required string Delta { get; init; }

    public required string Severity { get; init; }

    public required string Cluster { get; init; }

    public required string Node { get; init; }

    public required string Incident { get; init; }

    public static EventFields Of(DocumentFormat format) => format == DocumentFormat.Ecs ? Ecs : Plain;
}
