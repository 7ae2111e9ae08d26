namespace EventExporter.SampleCluster.Scenarios;

/// <summary>
/// Runs many scripts at once on one thread, in the order of their due times; those due together run in the order in which they began to wait. So
/// a story is the same every time it is played.
/// </summary>
internal sealed class Stage
{
    private readonly PriorityQueue<IEnumerator<TimeSpan>, (TimeSpan Due, long Order)> _scripts = new();
    private readonly ScenarioClock _clock;
    private long _order;

    public Stage(ScenarioClock clock) => _clock = clock;

    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>When the next act is due; null when the story is over.</summary>
    public TimeSpan? NextDue => _scripts.TryPeek(out _, out var at) ? at.Due : null;

    /// <summary>Begins a script beside the others.</summary>
    public void Begin(IEnumerable<TimeSpan> script) => _scripts.Enqueue(script.GetEnumerator(), (Elapsed, _order++));

    /// <summary>Plays the next act; false when there is none.</summary>
    public bool Step()
    {
        if (!_scripts.TryDequeue(out var script, out var at))
            return false;
        if (at.Due > _clock.Elapsed)
            _clock.Elapsed = at.Due;
        if (script.MoveNext())
            _scripts.Enqueue(script, (_clock.Elapsed + script.Current, _order++));
        else
            script.Dispose();
        return true;
    }
}
