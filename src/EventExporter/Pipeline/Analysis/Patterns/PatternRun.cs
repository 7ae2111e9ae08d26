using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Patterns;

/// <summary>Similar events that follow one another: not yet a pattern, or one.</summary>
internal sealed class PatternRun(PatternKey key) : IDue
{
    /// <summary>Different times within the window that are told apart; see <see cref="SlidingSum"/>.</summary>
    private const int Resolution = 256;

    private readonly List<EventQuote> _samples = [];

    public PatternKey Key => key;

    public long Due { get; set; } = long.MaxValue;

    public SlidingSum Window { get; } = new(Resolution);

    public bool IsPattern { get; private set; }

    /// <summary>Of the whole pattern, from its beginning.</summary>
    public long Count { get; private set; }

    public long First { get; private set; }

    public long Last { get; private set; }

    public bool IsWarning { get; private set; }

    public EventCategory Category { get; private set; }

    public Severity Severity { get; private set; }

    public void Take(AnalyzedEvent analyzed, long at, int samples)
    {
        var e = analyzed.Event;
        Window.Add(at, e.Delta, Math.Min(at, StartOf(e, at)));
        Last = Math.Max(Last, at);
        IsWarning = e.Type == "Warning";
        Category = analyzed.Category;
        Severity = IsPattern && Severity > analyzed.Severity ? Severity : analyzed.Severity;
        if (IsPattern)
            Count += e.Delta;
        if (_samples.Count < samples && !_samples.Exists(known => known.Name == e.InvolvedObject.Name && known.Message == EventQuote.Shortened(e.Message)))
            _samples.Add(EventQuote.Of(e));
    }

    /// <summary>Removes what is no longer in the window. What is shown of a pattern stays.</summary>
    public void Expire(long until)
    {
        Window.Expire(until);
        if (!IsPattern)
            _samples.RemoveAll(sample => sample.At.UtcTicks <= until);
    }

    public void Begin() => (IsPattern, Count, First, Last) = (true, Window.Sum, Window.EarliestStart, Window.Newest);

    public void End()
    {
        IsPattern = false;
        _samples.Clear();
    }

    public PatternFinding ToFinding() => new()
    {
        Key = key.ToString(),
        Count = Count,
        First = new DateTimeOffset(First, TimeSpan.Zero),
        Last = new DateTimeOffset(Last, TimeSpan.Zero),
        Frequency = Math.Round(Frequency(Count, First, Last), 2),
        Samples = [.. _samples],
    };

    /// <summary>Occurrences a minute. Event times are to the second: what happens within one counts as having taken one.</summary>
    public static double Frequency(long count, long first, long last) => count / Math.Max(TimeSpan.FromTicks(last - first).TotalMinutes, 1.0 / 60);

    public void Save(PayloadWriter state)
    {
        state.String(key.Reason);
        state.String(key.Kind);
        state.String(key.Namespace);
        Window.Save(state);
        state.Byte((byte)((IsPattern ? 1 : 0) | (IsWarning ? 2 : 0)));
        state.Byte((byte)Category);
        state.Byte((byte)Severity);
        state.Signed(Count);
        state.Signed(First);
        state.Signed(Last);
        state.String(FindingJson.Write(new PatternFinding { Samples = [.. _samples] }));
    }

    public static PatternRun Load(ref PayloadReader state)
    {
        var run = new PatternRun(new PatternKey(state.String(), state.String(), state.String()));
        run.Window.Load(ref state);
        var flags = state.Byte();
        run.IsPattern = (flags & 1) != 0;
        run.IsWarning = (flags & 2) != 0;
        run.Category = (EventCategory)state.Byte();
        run.Severity = (Severity)state.Byte();
        run.Count = state.Signed();
        run.First = state.Signed();
        run.Last = state.Signed();
        run._samples.AddRange(((PatternFinding)FindingJson.Read(state.String())).Samples);
        return run;
    }

    /// <summary>An event that is seen for the first time with a count brings all of its occurrences, back to the first.</summary>
    private static long StartOf(ClusterEvent e, long at) => e.Delta > 1 && e.Delta == e.TotalCount ? e.FirstSeen.UtcTicks : at;
}
