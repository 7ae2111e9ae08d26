namespace EventExporter.Backtest;

/// <summary>
/// The clock of a backtest: it stands where the events are. Timers fire in order of their due time, while it is moved. It goes by whole
/// milliseconds, as timers do: a wait for less than one would never end.
/// </summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _due = new(VirtualTimer.InTime);
    private DateTimeOffset _now = Whole(start);
    private long _timers;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers were made so far.</summary>
    public long Timers => Interlocked.Read(ref _timers);

    /// <summary>When the next timer is due; null if none waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
                return _due.Min?.Due;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, Interlocked.Increment(ref _timers), callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to <paramref name="time"/>, never back.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        time = Whole(time);
        while (Take(time) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = time > _now ? time : _now;
    }

    private static DateTimeOffset Whole(DateTimeOffset time)
    {
        var beyond = time.UtcTicks % TimeSpan.TicksPerMillisecond;
        return beyond == 0 ? time : time.AddTicks(TimeSpan.TicksPerMillisecond - beyond);
    }

    private VirtualTimer? Take(DateTimeOffset time)
    {
        lock (_gate)
        {
            if (_due.Min is not { } next || next.Due > time)
                return null;
            _due.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            return next;
        }
    }

    private void Schedule(VirtualTimer timer, TimeSpan? wait)
    {
        lock (_gate)
        {
            _due.Remove(timer);
            if (wait is not { } time)
                return;
            timer.Due = _now + time;
            _due.Add(timer);
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, long number, TimerCallback callback, object? state) : ITimer
    {
        public static readonly Comparer<VirtualTimer> InTime = Comparer<VirtualTimer>.Create(static (one, other) =>
            one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Number.CompareTo(other.Number));

        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; set; }

        private long Number => number;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            clock.Schedule(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
                clock.Schedule(this, _period);
            callback(state);
        }

        public void Dispose() => clock.Schedule(this, null);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
