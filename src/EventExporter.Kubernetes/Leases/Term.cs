namespace EventExporter.Kubernetes.Leases;

/// <summary>A time of leading. It ends by itself unless it is extended, even if whatever extends it hangs.</summary>
internal sealed class Term : IDisposable
{
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _stop;
    private long _renewedAt;

    /// <param name="deadline">How long one renewal is good for.</param>
    /// <param name="renewedAt">When the last one was begun.</param>
    public Term(TimeSpan deadline, long renewedAt, TimeProvider time, CancellationToken stop)
    {
        _deadline = deadline;
        _time = time;
        _end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Token = _end.Token;
        _stop = stop.UnsafeRegister(static state => ((Term)state!).End(), this);
        Extend(renewedAt);
    }

    public CancellationToken Token { get; }

    /// <summary>Also true before the timer says so: a machine that was asleep wakes up with an outdated lease.</summary>
    public bool IsOver => Token.IsCancellationRequested || _time.GetElapsedTime(Volatile.Read(ref _renewedAt)) >= _deadline;

    public void Extend(long renewedAt)
    {
        Volatile.Write(ref _renewedAt, renewedAt);
        var left = _deadline - _time.GetElapsedTime(renewedAt);
        if (left > TimeSpan.Zero)
            _end.CancelAfter(left);
        else
            End();
    }

    public void End() => _end.Cancel();

    public void Dispose()
    {
        _stop.Dispose();
        _end.Dispose();
    }
}
