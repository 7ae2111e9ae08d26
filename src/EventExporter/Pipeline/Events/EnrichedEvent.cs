namespace EventExporter.Pipeline.Events;

/// <summary>An occurrence together with what is known of its object. Produced by enrichment only.</summary>
internal sealed record EnrichedEvent(ClusterEvent Event, ObjectFacts Object);
