namespace EventExporter.Pipeline.Journal;

/// <summary>Wakes everybody who waits. Take <see cref="Next"/> before looking at the state it speaks of, and nothing is missed.</summary>
internal sealed class Signal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => _next.Task;

    public void Raise() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
