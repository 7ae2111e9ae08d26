using System.Globalization;
using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Analysis.Patterns;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Rates;

/// <summary>
/// Compares what came in the last 60 minutes with what is usual at this hour of the week, for each reason, kind and namespace. A rise is told
/// of as soon as it is large enough, a fall at the end of the hour; each once, until the rate was usual again. Says nothing while the hour has
/// not been watched in enough weeks. Findings of the exporter itself are left out.
/// </summary>
internal sealed class RateDetector(RateSettings settings, string cluster) : IDetector
{
    private readonly RecentlyUsed<PatternKey, RateSeries> _series = new();
    private readonly HourHistory _watched = new(settings.KeepWeeks + 2);
    private long _hour;
    private long _since;
    private long _marked;

    /// <summary>The hours that count, and those beside the first and the last of them.</summary>
    private int Weeks => settings.KeepWeeks + 2;

    public string Part => "rates";

    public long NextDue => _hour == 0 ? long.MaxValue : (_hour + 1) * TimeSpan.TicksPerHour;

    public int Remembered => _series.Count;

    public long Evicted { get; private set; }

    public void Take(AnalyzedEvent analyzed, long at, long now, List<AnalyzedEvent> found)
    {
        if (analyzed.Finding is not null || !settings.Enabled || at <= now - TimeSpan.TicksPerHour)
            return;
        AdvanceTo(now, found);
        Reached(now);
        var series = SeriesOf(analyzed.Event);
        series.Take(analyzed, at / TimeSpan.TicksPerMinute, at / TimeSpan.TicksPerHour == _hour);
        series.MoveTo(now / TimeSpan.TicksPerMinute);
        Evaluate(series, now, found);
    }

    public void Reached(long now)
    {
        var hour = now / TimeSpan.TicksPerHour;
        if (!settings.Enabled || hour == _marked)
            return;
        if (_hour == 0)
            _hour = _since = hour;
        _watched[hour] = 1;
        _marked = hour;
    }

    public void AdvanceTo(long now, List<AnalyzedEvent> found)
    {
        while (_hour > 0 && (_hour + 1) * TimeSpan.TicksPerHour <= now)
            CloseHour(found);
    }

    public void Save(PayloadWriter state)
    {
        state.Signed(Evicted);
        state.Signed(Weeks);
        state.Signed(_hour);
        state.Signed(_since);
        _watched.Save(state);
        state.Unsigned((ulong)_series.Count);
        foreach (var series in _series.Items)
            series.Save(state);
    }

    public void Load(ref PayloadReader state, List<AnalyzedEvent> found)
    {
        Evicted = state.Signed();
        var weeks = state.Int32();
        _hour = state.Signed();
        _since = state.Signed();
        _watched.Load(ref state, weeks);
        for (var left = state.Count(); left > 0; left--)
        {
            var series = RateSeries.Load(ref state, Weeks, weeks);
            _series.Add(series.Key, series);
        }
    }

    private RateSeries SeriesOf(ClusterEvent e)
    {
        var key = new PatternKey(e.Reason, e.InvolvedObject.Kind, e.InvolvedObject.Namespace);
        if (_series.TryUse(key, out var known))
            return known;
        if (_series.Count >= settings.MaxSeries && _series.Oldest is { } oldest)
        {
            _series.Remove(oldest.Key);
            Evicted++;
        }

        // What was never seen had a count of none in every hour. Once something was forgotten, that is no longer known.
        var series = new RateSeries(key, Weeks, Evicted == 0 ? _since : _hour);
        _series.Add(key, series);
        return series;
    }

    private void Evaluate(RateSeries series, long now, List<AnalyzedEvent> found)
    {
        var usual = series.BaselineOf(_hour, _watched, settings);
        if (!series.IsUnusual && series.Seen >= usual.High)
            Begin(series, usual, series.Seen, now, found);
    }

    private void CloseHour(List<AnalyzedEvent> found)
    {
        var end = (_hour + 1) * TimeSpan.TicksPerHour;
        foreach (var series in _series.Items.ToList())
        {
            series.MoveTo((end / TimeSpan.TicksPerMinute) - 1);
            var usual = series.BaselineOf(_hour, _watched, settings);
            // An hour that was not watched, as during an outage of the exporter, says nothing.
            if (_watched[_hour] > 0)
                Judge(series, usual, end, found);
            series.CloseHour(_hour);
            if (series.IsForgotten(_hour))
                _series.Remove(series.Key);
        }

        _hour++;
    }

    private void Judge(RateSeries series, Baseline usual, long end, List<AnalyzedEvent> found)
    {
        var isLow = series.InHour <= usual.Low;
        if (series.IsUnusual)
            series.IsUnusual = isLow || series.Seen > (usual.Expected + usual.High) / 2;
        else if (isLow)
            Begin(series, usual, series.InHour, end, found);
    }

    private void Begin(RateSeries series, Baseline usual, long seen, long now, List<AnalyzedEvent> found)
    {
        series.IsUnusual = true;
        if (settings.Report == Reported.All || (settings.Report == Reported.Warnings && series.IsWarning))
            found.Add(ToEvent(series, usual, seen, now));
    }

    private AnalyzedEvent ToEvent(RateSeries series, Baseline usual, long seen, long now)
    {
        var (reason, kind, ns) = series.Key;
        var at = new DateTimeOffset(now, TimeSpan.Zero);
        var begin = new DateTime(_hour * TimeSpan.TicksPerHour, DateTimeKind.Utc);
        return new FindingEvent
        {
            Cluster = cluster,
            Reason = FindingEvents.UnusualRate,
            Key = $"{series.Key}|{_hour}|{(seen >= usual.High ? "high" : "low")}",
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"{reason} on {kind}{(ns.Length > 0 ? $" in {ns}" : "")}: {seen} in the last hour, expected {usual.Expected:0.#} ({begin:dddd HH}:00 UTC; learnt in {usual.Weeks} weeks, unusual {Limit(usual, seen)})."),
            Type = series.IsWarning ? "Warning" : "Normal",
            Action = "CompareRate",
            First = at - TimeSpan.FromHours(1),
            Last = at,
            About = FindingEvent.AboutNamespace(ns, cluster),
            Category = series.Category,
            Severity = series.Severity > Severity.Warning ? Severity.Warning : series.Severity,
            Finding = new RateFinding
            {
                Dimension = $"reason={reason} kind={kind} namespace={ns}",
                Expected = Math.Round(usual.Expected, 1),
                Seen = seen,
                HourOfWeek = (int)(_hour % HourHistory.HoursOfWeek),
            },
        }.ToAnalyzed();
    }

    private static string Limit(Baseline usual, long seen) => seen >= usual.High
        ? string.Create(CultureInfo.InvariantCulture, $"from {Math.Ceiling(usual.High):0} on")
        : string.Create(CultureInfo.InvariantCulture, $"up to {Math.Floor(usual.Low):0}");
}
