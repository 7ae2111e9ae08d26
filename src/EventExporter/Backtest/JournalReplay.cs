using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Following;
using EventExporter.Pipeline.Sources;

namespace EventExporter.Backtest;

/// <summary>
/// The way of past events into a journal, without one: analysis, and what followers such as alert rules find and hand in, step by step on
/// one thread and with the clock of the events. The same events give the same journal.
/// </summary>
internal sealed class JournalReplay(
    IAnalyzer analyzer, IBatchAnalyzer batches, IReadOnlyList<IJournalFollower> followers, EventInlet inlet, VirtualClock clock)
{
    /// <summary>How often analysis and followers learn that time has passed.</summary>
    private static readonly TimeSpan TickInterval = FollowerLoop.TickInterval;

    private readonly Queue<IReadOnlyList<AnalyzedEvent>> _toFollow = [];
    private List<JournalledEvent> _out = [];
    private DateTimeOffset? _nextTick;

    /// <summary>The last sequence number.</summary>
    public long Head { get; private set; }

    /// <summary>An event at its time; what has come into the journal by then and with it, in order. The event itself is the one with <paramref name="index"/>.</summary>
    public async Task<IReadOnlyList<JournalledEvent>> TakeAsync(EnrichedEvent past, long index, CancellationToken cancellation)
    {
        _out = [];
        await MoveToAsync(past.Event.LastSeen, cancellation);
        var observed = past with { Event = past.Event with { ObservedAt = clock.GetUtcNow() } };
        await CommitAsync(batches.Analyze([analyzer.Analyze(observed)]), index, cancellation);
        return _out;
    }

    /// <summary>No events until <paramref name="time"/>.</summary>
    public async Task<IReadOnlyList<JournalledEvent>> WaitAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        _out = [];
        await MoveToAsync(time, cancellation);
        return _out;
    }

    private async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        for (_nextTick ??= clock.GetUtcNow() + TickInterval; _nextTick <= time; _nextTick += TickInterval)
        {
            clock.AdvanceTo(_nextTick.Value);
            var found = batches.Tick(clock.GetUtcNow());
            if (!found.IsEmpty)
                await CommitAsync(found, index: null, cancellation);
            foreach (var follower in followers)
                await DriveAsync(follower.TickAsync(clock.GetUtcNow(), cancellation), cancellation);
            await FollowAsync(cancellation);
        }

        clock.AdvanceTo(time);
    }

    private async Task CommitAsync(AnalyzedBatch batch, long? index, CancellationToken cancellation)
    {
        Append(batch, index);
        await FollowAsync(cancellation);
    }

    private void Append(AnalyzedBatch batch, long? index)
    {
        if (batch.Events.Count == 0)
            return;
        foreach (var analyzed in batch.Events)
        {
            _out.Add(new JournalledEvent(++Head, clock.GetUtcNow(), analyzed, index));
            // What was given comes first, what was found in it after that.
            index = null;
        }

        _toFollow.Enqueue(batch.Events);
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        while (_toFollow.TryDequeue(out var events))
        {
            var first = Head - events.Count - _toFollow.Sum(static waiting => waiting.Count) + 1;
            foreach (var follower in followers)
                await DriveAsync(follower.FollowAsync(new JournalBatch(first, events), cancellation), cancellation);
        }
    }

    /// <summary>Lets a follower work, and takes in what it hands in while it waits for that.</summary>
    private async Task DriveAsync(ValueTask work, CancellationToken cancellation)
    {
        var task = work.AsTask();
        while (!task.IsCompleted)
        {
            if (inlet.TryTake(out var item))
                Take(item);
            else
                await Task.WhenAny(task, inlet.WaitAsync(cancellation));
        }

        await task;
    }

    private void Take(SourceItem item)
    {
        if (item.Event is { } found)
            Append(batches.Analyze([analyzer.Analyze(new EnrichedEvent(found, item.Carried ?? ObjectFacts.Unknown))]), index: null);
        if (item.Found is { } findings)
            Append(AnalyzedBatch.Unchanged(findings.Events), index: null);
        item.Committed?.TrySetResult();
    }
}
