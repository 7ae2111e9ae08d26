using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Faults;

/// <summary>An open watch, as far as faults reach for it.</summary>
internal sealed class WatchConnection(HttpContext context) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Set when the watch shall end in good order.</summary>
    public CancellationToken Closing => _closing.Token;

    public void Close() => _closing.Cancel();

    public void Break() => context.Abort();

    public void Dispose() => _closing.Dispose();
}
