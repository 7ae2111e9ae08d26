using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>Lists a scope and hands on what is new in it, item by item as they come in.</summary>
internal sealed class ScopeList(string scope, IEventsApi api, OccurrenceTracker tracker, ScopeOutput output, bool isOnlyScope)
{
    private const int MaxKnownMalformed = 1000;

    /// <summary>Items that can never be read come with every list; they are worth one report.</summary>
    private readonly HashSet<string> _knownMalformed = new(StringComparer.Ordinal);

    /// <summary>Everything new has been written when it returns; the position has not. A failed list may be repeated: nothing is sent twice.</summary>
    public async Task<ListResult> RunAsync(ListRule rule, CancellationToken stop)
    {
        var occurrences = 0L;
        var malformed = new List<string>();
        tracker.BeginList();
        var version = await api.ListAsync(scope, ReadAsync, NoteMalformed, stop);
        foreach (var gone in tracker.EndList(forgetAbsent: isOnlyScope))
            await output.WriteAsync(new SourceItem(null, gone, null, null), stop);
        return new ListResult(version, occurrences, malformed);

        ValueTask ReadAsync(ClusterEvent @event)
        {
            var sighting = tracker.SeeListed(@event);
            var delta = rule.Delta(@event, sighting);
            occurrences += delta;
            if (delta > 0)
                return output.WriteAsync(new SourceItem(WithDelta(@event, delta), sighting.Entry, null, null), stop);
            return sighting.IsChanged ? output.WriteAsync(new SourceItem(null, sighting.Entry, null, null), stop) : default;
        }

        void NoteMalformed(string what)
        {
            if (_knownMalformed.Count < MaxKnownMalformed && _knownMalformed.Add(what))
                malformed.Add(what);
        }
    }

    public static ClusterEvent WithDelta(ClusterEvent @event, int delta) => @event.Delta == delta ? @event : @event with { Delta = delta };
}
