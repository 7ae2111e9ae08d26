using EventExporter.Pipeline.Events;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>
/// Enriches from the cache, and asks the API server for what is not in it. The wait is bounded by the age of the oldest event that waits:
/// an event goes on without facts once <see cref="EnrichmentOptions.Budget"/> has passed since it was read, so that a pipeline that has
/// fallen behind does not wait at all; at once when more lookups are queued than can be served in that time; and when
/// <see cref="EnrichmentOptions.MaxHeldEvents"/> wait with it.
/// </summary>
internal sealed class ObjectEnricher : IEnricher, IDisposable
{
    private readonly ObjectCache _cache;
    private readonly MetadataLookups _lookups;
    private readonly FactsResolver _resolver;
    private readonly LookupCounts _counts;
    private readonly EnrichmentOptions _options;
    private readonly TimeProvider _time;
    private readonly HeldEvents _held;

    public ObjectEnricher(IObjectMetadataReader reader, EnrichmentOptions options, ExporterMetrics metrics, TimeProvider time, ILogger<ObjectEnricher> log)
    {
        _options = options;
        _time = time;
        _held = new HeldEvents(options.MaxHeldEvents);
        _cache = new ObjectCache(options.CacheSize);
        _lookups = new MetadataLookups(reader, _cache, options, new UnreadableKinds(options, time, log), metrics, time);
        _resolver = new FactsResolver(_lookups, _cache);
        _counts = new LookupCounts(metrics.Lookups);
        metrics.Meter.CreateObservableGauge("event_exporter_enrichment_cache_entries", () => _cache.Count, description: "Objects whose metadata is kept.");
    }

    public ValueTask<EnrichedEvent[]> EnrichAsync(IReadOnlyList<ClusterEvent> events, CancellationToken cancellation)
    {
        var enriched = new EnrichedEvent[events.Count];
        var now = _time.GetTimestamp();
        List<Waiting>? waiting = null;
        var hits = 0;
        for (var i = 0; i < enriched.Length; i++)
        {
            var identity = ObjectIdentity.Of(events[i].InvolvedObject);
            if (!identity.IsComplete)
            {
                enriched[i] = OmittingEnricher.WithoutLookup(events[i]);
            }
            else if (_cache.FactsAbout(identity, EventNode.Of(events[i]), now) is { } facts)
            {
                enriched[i] = new EnrichedEvent(events[i], facts);
                hits++;
            }
            else if (_resolver.ResolveUnlessFull(identity) is { } resolution)
            {
                (waiting ??= []).Add(new Waiting(i, identity, resolution));
            }
            else
            {
                enriched[i] = GoOn(events[i], identity);
            }
        }

        _counts.AddHits(hits);
        return waiting is null ? new ValueTask<EnrichedEvent[]>(enriched) : new ValueTask<EnrichedEvent[]>(AwaitAsync(events, enriched, waiting, cancellation));
    }

    /// <summary>Ends the readings that are under way.</summary>
    public void Dispose() => _lookups.Dispose();

    private async Task<EnrichedEvent[]> AwaitAsync(IReadOnlyList<ClusterEvent> events, EnrichedEvent[] enriched, List<Waiting> waiting, CancellationToken cancellation)
    {
        await WaitForAsync(events.Count, waiting, RemainingBudget(events, waiting), cancellation);
        foreach (var (i, identity, resolution) in waiting)
        {
            // Faulted: the enricher is being disposed of; a reader's failure is an answer.
            enriched[i] = resolution.IsCompletedSuccessfully ? With(events[i], await resolution) : GoOn(events[i], identity);
        }

        return enriched;
    }

    private async Task WaitForAsync(int events, List<Waiting> waiting, TimeSpan budget, CancellationToken cancellation)
    {
        var all = Task.WhenAll(waiting.Select(w => w.Resolution));
        if (all.IsCompleted || budget <= TimeSpan.Zero)
            return;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tooMany = _held.Hold(events);
        await Task.WhenAny(all, tooMany, Task.Delay(budget, _time, enough.Token));
        _held.Release(events);
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private TimeSpan RemainingBudget(IReadOnlyList<ClusterEvent> events, List<Waiting> waiting)
    {
        var now = _time.GetUtcNow();
        var oldest = now;
        foreach (var (i, _, _) in waiting)
        {
            var observed = events[i].ObservedAt;
            if (observed != default && observed < oldest)
                oldest = observed;
        }

        return oldest + _options.Budget - now;
    }

    private EnrichedEvent With(ClusterEvent e, ObjectFacts facts)
    {
        _counts.Add(facts.Lookup);
        var node = EventNode.Of(e);
        return new EnrichedEvent(e, node.Length == 0 ? facts : facts with { Node = node });
    }

    /// <summary>With what was last known of the very object, however old, or else without facts.</summary>
    private EnrichedEvent GoOn(ClusterEvent e, in ObjectIdentity identity)
    {
        if (identity.Uid.Length > 0 && _cache.LastOf(identity)?.Facts is { Lookup: LookupResult.Found } last)
            return With(e, last);
        _counts.Add(LookupResult.OverBudget);
        return OmittingEnricher.WithoutLookup(e, LookupResult.OverBudget);
    }

    private readonly record struct Waiting(int Index, ObjectIdentity Identity, Task<ObjectFacts> Resolution);
}
