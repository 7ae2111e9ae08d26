namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>
/// How long to wait before asking again: 0.8 s doubling up to 30 s, from the beginning again after two minutes without failure, as the
/// reflectors of client-go do. Each wait is drawn from the upper half, so that many clients do not come back at once.
/// </summary>
internal sealed class Backoff(TimeProvider time, Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Forget = TimeSpan.FromMinutes(2);

    private TimeSpan _step = First;
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    /// <param name="retryAfter">What the server asked for; obeyed exactly.</param>
    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var now = time.GetUtcNow();
        if (now - _until > Forget)
            _step = First;
        var wait = retryAfter ?? _step * (0.5 + (random() / 2));
        _step = _step * 2 < Longest ? _step * 2 : Longest;
        _until = now + wait;
        return wait;
    }
}
