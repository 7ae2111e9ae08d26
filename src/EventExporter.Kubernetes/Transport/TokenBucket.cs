namespace EventExporter.Kubernetes.Transport;

/// <summary>
/// Lets <paramref name="perSecond"/> requests a second through on the long run and <paramref name="burst"/> at once after a quiet time.
/// Those that must wait go in the order in which they came.
/// </summary>
/// <param name="perSecond">0 or less for no limit.</param>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly double _capacity = Math.Max(1, burst);
    private double _tokens = Math.Max(1, burst);
    private long _filledAt = time.GetTimestamp();

    public ValueTask WaitAsync(CancellationToken ct)
    {
        if (perSecond <= 0)
            return ValueTask.CompletedTask;
        var wait = Reserve();
        return wait <= TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(WaitAsync(wait, ct));
    }

    // The bucket goes below zero by one for each that waits; the debt is that one's place in the queue.
    private TimeSpan Reserve()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(_capacity, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
            _filledAt = now;
            _tokens -= 1;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken ct)
    {
        try
        {
            await Task.Delay(wait, time, ct);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
                _tokens += 1;
            throw;
        }
    }
}
