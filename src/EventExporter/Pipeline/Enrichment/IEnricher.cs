using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>Adds what is known of each event's object. Never fails and never takes longer than its budget.</summary>
internal interface IEnricher
{
    /// <summary>One result an event, in order. Events whose facts are in the cache cost no wait.</summary>
    ValueTask<EnrichedEvent[]> EnrichAsync(IReadOnlyList<ClusterEvent> events, CancellationToken cancellation);
}
