namespace EventExporter.Kubernetes.Tests.Leases;

/// <summary>Another clock's time; knows whether someone waits on it for a time between the two given, as an elector does between attempts.</summary>
internal sealed class RestingTimeProvider(TimeProvider inner, TimeSpan shortest, TimeSpan longest) : TimeProvider
{
    private int _waiting;

    public bool IsWaiting => Volatile.Read(ref _waiting) > 0;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime >= shortest && dueTime <= longest
            ? new Rest(this, inner, callback, state, dueTime, period)
            : inner.CreateTimer(callback, state, dueTime, period);

    private sealed class Rest : ITimer
    {
        private readonly RestingTimeProvider _owner;
        private readonly ITimer _timer;
        private int _over;

        public Rest(RestingTimeProvider owner, TimeProvider inner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _owner = owner;
            Interlocked.Increment(ref owner._waiting);
            _timer = inner.CreateTimer(
                s =>
                {
                    End();
                    callback(s);
                },
                state,
                dueTime,
                period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Dispose()
        {
            End();
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void End()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
                Interlocked.Decrement(ref _owner._waiting);
        }
    }
}
