using System.Globalization;
using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Patterns;

/// <summary>
/// Finds events of one reason, kind and namespace that come often enough to be a pattern, tells of each once, and again only when it has ended
/// and begun anew. Counts are sums of deltas. Findings of the exporter itself are left out.
/// </summary>
internal sealed class PatternDetector(PatternSettings settings, string cluster) : IDetector, IPatternBook
{
    private readonly Lock _gate = new();
    private readonly RecentlyUsed<PatternKey, PatternRun> _runs = new();
    private readonly DueQueue<PatternRun> _due = new();

    public string Part => "patterns";

    public long NextDue => _due.Next;

    public int Remembered => _runs.Count;

    public long Evicted { get; private set; }

    public void Take(AnalyzedEvent analyzed, long at, long now, List<AnalyzedEvent> found)
    {
        if (analyzed.Finding is not null || at <= now - settings.Window.Ticks)
            return;
        lock (_gate)
        {
            var run = RunOf(analyzed.Event);
            run.Take(analyzed, at, settings.Samples);
            _due.Schedule(run, now);
            Forget(now);
        }
    }

    public void AdvanceTo(long now, List<AnalyzedEvent> found)
    {
        lock (_gate)
        {
            while (_due.TryTake(now, out var run))
                Evaluate(run, now, found);
        }
    }

    public IReadOnlyList<PatternFinding> Current()
    {
        lock (_gate)
            return [.. _runs.Items.Where(run => run.IsPattern).Select(run => run.ToFinding()).OrderByDescending(pattern => pattern.Frequency)];
    }

    public void Save(PayloadWriter state)
    {
        lock (_gate)
        {
            state.Signed(Evicted);
            state.Unsigned((ulong)_runs.Count);
            foreach (var run in _runs.Items)
            {
                run.Save(state);
                state.Signed(run.Due);
            }
        }
    }

    public void Load(ref PayloadReader state, List<AnalyzedEvent> found)
    {
        lock (_gate)
        {
            Evicted = state.Signed();
            for (var left = state.Count(); left > 0; left--)
            {
                var run = PatternRun.Load(ref state);
                _runs.Add(run.Key, run);
                _due.Schedule(run, state.Signed());
            }
        }
    }

    private PatternRun RunOf(ClusterEvent e)
    {
        var key = new PatternKey(e.Reason, e.InvolvedObject.Kind, e.InvolvedObject.Namespace);
        if (_runs.TryUse(key, out var known))
            return known;
        var run = new PatternRun(key);
        _runs.Add(key, run);
        return run;
    }

    /// <summary>The same measure on every event as on a list of all of them: count and frequency over what lies in the window.</summary>
    private void Evaluate(PatternRun run, long now, List<AnalyzedEvent> found)
    {
        run.Expire(now - settings.Window.Ticks);
        if (run.IsPattern && run.Window.Sum < settings.MinCount)
            run.End();
        else if (!run.IsPattern && IsPattern(run.Window))
            Begin(run, found);

        // Only a pattern has to be looked at again without an event: whether it has ended.
        if (run.IsPattern)
            _due.Schedule(run, run.Window.Oldest + settings.Window.Ticks);
    }

    private bool IsPattern(SlidingSum window) =>
        window.Count > 0
        && window.Sum >= settings.MinCount
        && PatternRun.Frequency(window.Sum, window.EarliestStart, window.Newest) > settings.MinPerMinute;

    private void Begin(PatternRun run, List<AnalyzedEvent> found)
    {
        run.Begin();
        if (settings.Report == Reported.All || (settings.Report == Reported.Warnings && run.IsWarning))
            found.Add(ToEvent(run));
    }

    private AnalyzedEvent ToEvent(PatternRun run)
    {
        var pattern = run.ToFinding();
        var (reason, kind, ns) = run.Key;
        var about = FindingEvent.AboutNamespace(ns, cluster);
        return new FindingEvent
        {
            Cluster = cluster,
            Reason = FindingEvents.PatternFound,
            Key = $"{pattern.Key}|{run.First}",
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"{reason} on {kind}{(ns.Length > 0 ? $" in {ns}" : "")}: {pattern.Count} times since {pattern.First:u}, {pattern.Frequency:0.##} a minute. {Latest(pattern)}").TrimEnd(),
            Type = run.IsWarning ? "Warning" : "Normal",
            Action = "FindPattern",
            First = pattern.First,
            Last = pattern.Last,
            About = about,
            Category = run.Category,
            Severity = run.Severity,
            Finding = pattern,
        }.ToAnalyzed();
    }

    private static string Latest(PatternFinding pattern) =>
        pattern.Samples is [.., var sample] ? $"For example {sample.Name}: {sample.Message}" : "";

    /// <summary>What has not been seen within the window is no run any more; beyond the limit the oldest go.</summary>
    private void Forget(long now)
    {
        while (_runs.Oldest is { } oldest && (_runs.Count > settings.MaxKeys || (!oldest.IsPattern && oldest.Last <= now - settings.Window.Ticks && oldest.Due == long.MaxValue)))
        {
            if (_runs.Count > settings.MaxKeys)
                Evicted++;
            oldest.Due = long.MaxValue;
            _runs.Remove(oldest.Key);
        }
    }
}
