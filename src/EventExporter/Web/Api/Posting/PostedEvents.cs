using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;

namespace EventExporter.Web.Api.Posting;

/// <summary>
/// Hands posted events to the pipeline and waits until they are in the journal. One that was posted before is not handed in again, so
/// that a client that got no answer may simply repeat its request.
/// </summary>
internal sealed class PostedEvents : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly EventInlet _inlet;
    private readonly TimeProvider _time;
    private readonly PostedMemory _memory = new();

    // One request at a time: whether an event was posted before is known only when the one before it is committed.
    private readonly SemaphoreSlim _one = new(1);

    public PostedEvents(EventInlet inlet, IEnumerable<SeenEntry> seen, TimeProvider time)
    {
        (_inlet, _time) = (inlet, time);
        _memory.Restore(seen);
    }

    /// <summary>Returns how many were new.</summary>
    /// <exception cref="ApiProblem">503: they could not be journalled in time, or the exporter is ending. The request may be repeated.</exception>
    public async Task<int> SubmitAsync(IReadOnlyList<EventRecord> records, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(LongestWait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _one.WaitAsync(either.Token);
            try
            {
                return await SubmitNewAsync(records, either.Token);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw ApiProblem.Unavailable($"The events are not in the journal after {LongestWait.TotalSeconds} s. Send the same request again: what has arrived is not counted twice.");
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<int> SubmitNewAsync(IReadOnlyList<EventRecord> records, CancellationToken cancellation)
    {
        var items = new List<SourceItem>(records.Count);
        var remembered = new List<(SeenEntry New, SeenEntry? Before)>(records.Count);
        foreach (var record in records)
        {
            var growth = _memory.GrowthOf(record.Event);
            if (growth == 0)
                continue;
            var entry = PostedMemory.EntryOf(record.Event);
            remembered.Add((entry, _memory.Find(entry.Uid)));
            if (_memory.Remember(entry) is { } gone)
                items.Add(new SourceItem(null, gone, null, null));
            items.Add(new SourceItem(record.Event with { Delta = growth }, entry, null, null) { Carried = record.Carried });
        }

        if (items.Count == 0)
            return 0;
        try
        {
            await _inlet.SubmitAsync(items, cancellation);
            return remembered.Count;
        }
        catch
        {
            // Not known to be in the journal: to be taken when it comes again. Receivers know it by its identity if it was after all.
            for (var i = remembered.Count - 1; i >= 0; i--)
                _memory.Restore([remembered[i].Before ?? remembered[i].New with { Count = 0 }]);
            throw;
        }
    }
}
