using EventExporter.Pipeline.Analysis.Patterns;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Rates;

/// <summary>How often events of one reason, kind and namespace came, hour by hour, and what is usual.</summary>
/// <param name="since">The hour from which on its counts are known: before it, none is not a count.</param>
internal sealed class RateSeries(PatternKey key, int weeks, long since)
{
    private readonly HourHistory _hours = new(weeks);
    private readonly LastHour _lastHour = new();
    private Baseline _baseline;
    private long _baselineHour = -1;

    public PatternKey Key => key;

    /// <summary>Occurrences in the last 60 minutes.</summary>
    public long Seen => _lastHour.Sum;

    /// <summary>Occurrences in the present hour of the clock.</summary>
    public long InHour { get; private set; }

    /// <summary>An unusual rate has been told of and goes on.</summary>
    public bool IsUnusual { get; set; }

    public bool IsWarning { get; private set; }

    public EventCategory Category { get; private set; }

    public Severity Severity { get; private set; }

    public void Take(AnalyzedEvent analyzed, long minute, bool inThisHour)
    {
        _lastHour.Add(minute, analyzed.Event.Delta);
        if (inThisHour)
            InHour += analyzed.Event.Delta;
        IsWarning = analyzed.Event.Type == "Warning";
        Category = analyzed.Category;
        Severity = analyzed.Severity;
    }

    public void MoveTo(long minute) => _lastHour.MoveTo(minute);

    /// <summary>The hour is over: its count becomes history.</summary>
    public void CloseHour(long hour)
    {
        _hours[hour] = LogCount.Encode(InHour);
        InHour = 0;
    }

    public bool IsForgotten(long hour) => InHour == 0 && Seen == 0 && _hours.IsEmptyAt(hour);

    public Baseline BaselineOf(long hour, HourHistory watched, RateSettings settings)
    {
        if (_baselineHour != hour)
            (_baseline, _baselineHour) = (Baseline.Of(_hours, watched, hour, since, settings), hour);
        return _baseline;
    }

    public void Save(PayloadWriter state)
    {
        state.String(key.Reason);
        state.String(key.Kind);
        state.String(key.Namespace);
        state.Signed(since);
        _hours.Save(state);
        _lastHour.Save(state);
        state.Signed(InHour);
        state.Byte((byte)((IsUnusual ? 1 : 0) | (IsWarning ? 2 : 0)));
        state.Byte((byte)Category);
        state.Byte((byte)Severity);
    }

    public static RateSeries Load(ref PayloadReader state, int weeks, int written)
    {
        var series = new RateSeries(new PatternKey(state.String(), state.String(), state.String()), weeks, state.Signed());
        series._hours.Load(ref state, written);
        series._lastHour.Load(ref state);
        series.InHour = state.Signed();
        var flags = state.Byte();
        series.IsUnusual = (flags & 1) != 0;
        series.IsWarning = (flags & 2) != 0;
        series.Category = (EventCategory)state.Byte();
        series.Severity = (Severity)state.Byte();
        return series;
    }
}
