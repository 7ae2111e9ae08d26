using System.Runtime.CompilerServices;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sources.Occurrences;
using EventExporter.Pipeline.Sources.Replay;

namespace EventExporter.Backtest;

/// <summary>
/// Recorded events by the time they happened: what <c>kubectl get events</c> prints is in the order of names. An object that comes several
/// times counts by how much it grew.
/// </summary>
internal sealed class RecordedPast : IPastEvents
{
    private readonly List<EnrichedEvent> _events;

    private RecordedPast(string name, IEnumerable<EnrichedEvent> events)
    {
        Name = name;
        // A stable sort: what happened at the same time stays as it was recorded.
        _events = [.. events.OrderBy(static e => e.Event.LastSeen)];
    }

    public string Name { get; }

    public int Count => _events.Count;

    /// <exception cref="RecordingException">A record cannot be read; the message says which, and why.</exception>
    public static async Task<RecordedPast> ReadAsync(EventFileReader reader, IReadOnlyList<Recording> recordings, CancellationToken cancellation)
    {
        var tracker = new OccurrenceTracker();
        var events = new List<EnrichedEvent>();
        foreach (var recording in recordings)
        {
            await foreach (var recorded in reader.ReadAsync(recording, tracker, cancellation))
                events.Add(Enrich(recorded.Event, recorded.Carried));
        }

        return new RecordedPast(string.Join(", ", recordings.Select(static r => r.Name)), events);
    }

    public static RecordedPast Of(string name, IEnumerable<EnrichedEvent> events) => new(name, events);

    public async IAsyncEnumerable<EnrichedEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var past in _events)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return past;
        }

        await Task.CompletedTask;
    }

    private static EnrichedEvent Enrich(ClusterEvent occurrence, ObjectFacts? carried)
    {
        if (carried is null)
            return OmittingEnricher.WithoutLookup(occurrence);
        return new EnrichedEvent(occurrence, carried.Node.Length == 0 && EventNode.Of(occurrence) is { Length: > 0 } node ? carried with { Node = node } : carried);
    }
}
