using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>
/// Takes events to the detectors in the order in which they happened. An event waits until the time that has been reached lies
/// <paramref name="lateness"/> behind the newest: whatever comes out of order within it finds its place. A later one is handed on at once,
/// with its own time: it counts from then on for as long as it lies in a window.
/// </summary>
internal sealed class TimeOrder(IReadOnlyList<IDetector> detectors, TimeSpan lateness)
{
    /// <summary>Events that wait at most; beyond it the time is moved on early.</summary>
    private const int LongestQueue = 100_000;

    private readonly PriorityQueue<AnalyzedEvent, (long At, long Order)> _waiting = new();
    private readonly BatchEncoder _encoder = new();
    private long _order;

    /// <summary>The time that has been reached, in UTC ticks; 0 before the first event.</summary>
    public long Now { get; private set; }

    /// <summary>The time of the newest event.</summary>
    public long Newest { get; private set; }

    /// <summary>How many came too late to find their place.</summary>
    public long Late { get; private set; }

    public void Take(AnalyzedEvent analyzed, List<AnalyzedEvent> found)
    {
        var at = TimeOf(analyzed.Event);
        Newest = Math.Max(Newest, at);
        if (at > Now)
            _waiting.Enqueue(analyzed, (at, _order++));
        else
            TakeLate(analyzed, at, found);
        Advance(at - lateness.Ticks, found);
        while (_waiting.Count > LongestQueue && _waiting.TryPeek(out _, out var oldest))
            Advance(oldest.At, found);
    }

    /// <summary>It is at least this late, in UTC ticks: hands on what happened until then, and has done what is due.</summary>
    public void Advance(long to, List<AnalyzedEvent> found)
    {
        to = Math.Max(to, Now);
        while (true)
        {
            var eventAt = _waiting.TryPeek(out _, out var next) ? next.At : long.MaxValue;
            var at = Math.Max(Now, Math.Min(eventAt, NextDue()));
            if (at > to)
                break;
            Now = at;
            while (_waiting.TryPeek(out _, out next) && next.At <= at)
                HandOn(_waiting.Dequeue(), next.At, found);
            Due(found);
        }

        Now = to;
        foreach (var detector in detectors)
            detector.Reached(to);
    }

    /// <summary>When an event happened: not after it was read, wherever the clock of its reporter stands.</summary>
    public static long TimeOf(ClusterEvent e) => Math.Min(e.LastSeen.UtcTicks, e.ObservedAt.UtcTicks);

    public void Save(PayloadWriter state)
    {
        state.Signed(Now);
        state.Signed(Newest);
        var waiting = _waiting.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element).ToList();
        state.Blob(_encoder.Encode(waiting));
    }

    public void Load(ref PayloadReader state)
    {
        Now = state.Signed();
        Newest = state.Signed();
        foreach (var analyzed in BatchDecoder.Decode(state.Blob().ToArray()))
            _waiting.Enqueue(analyzed, (TimeOf(analyzed.Event), _order++));
    }

    private long NextDue()
    {
        var next = long.MaxValue;
        foreach (var detector in detectors)
            next = Math.Min(next, detector.NextDue);
        return next;
    }

    private void Due(List<AnalyzedEvent> found)
    {
        foreach (var detector in detectors)
        {
            if (detector.NextDue <= Now)
                detector.AdvanceTo(Now, found);
        }
    }

    private void TakeLate(AnalyzedEvent analyzed, long at, List<AnalyzedEvent> found)
    {
        if (at < Now)
            Late++;
        HandOn(analyzed, at, found);
    }

    private void HandOn(AnalyzedEvent analyzed, long at, List<AnalyzedEvent> found)
    {
        foreach (var detector in detectors)
            detector.Take(analyzed, at, Now, found);
    }
}
