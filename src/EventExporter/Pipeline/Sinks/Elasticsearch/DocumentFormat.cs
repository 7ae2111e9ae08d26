namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>What an event's document looks like where no layout says it.</summary>
internal enum DocumentFormat
{
    /// <summary>Elastic Common Schema, with <c>kubernetes.event.*</c> as Metricbeat's metricset of that name writes it.</summary>
    Ecs,

    /// <summary>The plain document, as kubernetes-event-exporter writes it.</summary>
    Event,
}
