namespace EventExporter.Kubernetes.Transport;

/// <summary>Reads a response and loses patience when nothing comes for a while. Costs nothing where bytes are already there.</summary>
internal sealed class PatientReader : IDisposable
{
    private readonly Stream _stream;
    private readonly CancellationTokenSource _patience;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _ct;

    public PatientReader(Stream stream, TimeProvider time, CancellationToken ct)
    {
        _stream = stream;
        _ct = ct;
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = ct.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _patience);
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="TimeoutException">None came within <paramref name="limit"/>.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> target, TimeSpan limit)
    {
        var read = _stream.ReadAsync(target, _patience.Token);
        return read.IsCompletedSuccessfully ? read : WaitAsync(read, limit);
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> read, TimeSpan limit)
    {
        _patience.CancelAfter(limit);
        try
        {
            return await read;
        }
        catch (Exception e) when (_patience.IsCancellationRequested && e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            _ct.ThrowIfCancellationRequested();
            throw new TimeoutException($"nothing came for {limit.TotalSeconds:0.#} s", e);
        }
        finally
        {
            _patience.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _patience.Dispose();
    }
}
