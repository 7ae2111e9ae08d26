using System.Runtime.CompilerServices;
using System.Text.Json;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>
/// Reads recorded events: <c>kubectl get events -o json</c> or <c>-o yaml</c>, lines of events or of a watch, JSON arrays, documents of
/// kubernetes-event-exporter; plain or gzip. An object that comes several times counts by how much it grew, as in a live watch; expiries
/// (DELETED) are left out.
/// </summary>
internal sealed class EventFileReader(EventReader events)
{
    private const int MaxProblems = 20;

    /// <summary>Reads everything without handing it out, so that a mistake in the last line is known before the first event is sent.</summary>
    public async Task<RecordingReport> ValidateAsync(Recording recording, CancellationToken cancellation)
    {
        var problems = new List<string>();
        var tracker = new OccurrenceTracker();
        long number = 0, occurrences = 0;
        try
        {
            await foreach (var item in recording.ReadAsync(cancellation))
            {
                number++;
                if (TryRead(item, recording.Name, number, tracker, problems) is not null)
                    occurrences++;
                if (problems.Count == MaxProblems)
                    break;
            }
        }
        catch (RecordingException e)
        {
            problems.Add(e.Message);
        }

        return new RecordingReport(number, occurrences, problems);
    }

    /// <param name="tracker">Shared by all recordings of one replay, so that what two of them hold is sent once.</param>
    /// <exception cref="RecordingException">A record cannot be read; the message says which, and why.</exception>
    public async IAsyncEnumerable<RecordedEvent> ReadAsync(
        Recording recording, OccurrenceTracker tracker, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0L;
        await foreach (var item in recording.ReadAsync(cancellation))
        {
            number++;
            if (Read(item, recording.Name, number, tracker) is { } occurrence)
                yield return occurrence;
        }
    }

    private RecordedEvent? TryRead(RecordedItem item, string name, long number, OccurrenceTracker tracker, List<string> problems)
    {
        try
        {
            return Read(item, name, number, tracker);
        }
        catch (RecordingException e)
        {
            problems.Add(e.Message);
            return null;
        }
    }

    private RecordedEvent? Read(RecordedItem item, string name, long number, OccurrenceTracker tracker)
    {
        try
        {
            if (RecordedLine.Read(events, item.Json.Span) is not { } line)
                return null;
            var @event = line.Record.Event;
            if (line.IsExpiry)
            {
                tracker.Forget(@event);
                return null;
            }

            var growth = tracker.SeeWatched(@event).Growth;
            return growth == 0 ? null : new RecordedEvent(@event with { Delta = growth }, line.Record.Carried, item.Line);
        }
        catch (FormatException e)
        {
            throw new RecordingException($"{name}, line {item.Line} (record {number}): {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new RecordingException($"{name}, line {item.Line} (record {number}): not valid JSON: {JsonErrors.Describe(e)}", e);
        }
    }
}
