using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>Asks nobody (<c>omitLookup: true</c>): the node is what an event itself tells of its object.</summary>
internal sealed class OmittingEnricher : IEnricher
{
    public ValueTask<EnrichedEvent[]> EnrichAsync(IReadOnlyList<ClusterEvent> events, CancellationToken cancellation)
    {
        var enriched = new EnrichedEvent[events.Count];
        for (var i = 0; i < enriched.Length; i++)
            enriched[i] = WithoutLookup(events[i]);
        return new ValueTask<EnrichedEvent[]>(enriched);
    }

    public static EnrichedEvent WithoutLookup(ClusterEvent e, LookupResult result = LookupResult.Omitted)
    {
        var node = EventNode.Of(e);
        return new EnrichedEvent(e, node.Length == 0 && result == LookupResult.Omitted ? ObjectFacts.Unknown : new ObjectFacts { Lookup = result, Node = node });
    }
}
