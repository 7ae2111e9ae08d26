namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>Ends a request after the sink's own <c>timeout</c>, if it has one, or when the attempt is cancelled.</summary>
internal sealed class RequestLimit : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _linked;

    private RequestLimit(TimeSpan? timeout, TimeProvider time, CancellationToken attempt)
    {
        Token = attempt;
        if (timeout is not { } limit)
            return;
        _timer = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, attempt);
        Token = _linked.Token;
    }

    public CancellationToken Token { get; }

    public static RequestLimit Of(TimeSpan? timeout, TimeProvider time, CancellationToken attempt) => new(timeout, time, attempt);

    public void Dispose()
    {
        _linked?.Dispose();
        _timer?.Dispose();
    }
}
