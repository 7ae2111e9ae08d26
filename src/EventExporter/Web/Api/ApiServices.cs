using EventExporter.Web.Access;
using Microsoft.Extensions.Logging;

namespace EventExporter.Web.Api;

/// <summary>
/// What the API is made of. The server is up before the exporter is and after it: outside of <see cref="Sources"/>' life answers are 503.
/// </summary>
internal sealed class ApiServices(string cluster, AccessControl access, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>Requests that do not end by themselves when told to are not waited for longer.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _allLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ApiSources? _sources;
    private int _running;

    public string Cluster => cluster;

    public AccessControl Access => access;

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <summary>Null while the exporter starts, and when it is gone.</summary>
    public ApiSources? Sources
    {
        get => _sources;
        set => _sources = value;
    }

    /// <summary>The exporter goes away: what is under way is to end.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>A request is under way.</summary>
    public void Enter()
    {
        lock (_gate)
            _running++;
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_running == 0 && _closing.IsCancellationRequested)
                _allLeft.TrySetResult();
        }
    }

    /// <summary>To be awaited before anything that answers come from is disposed of: nobody asks it any more then.</summary>
    public async Task CloseAsync()
    {
        var sources = _sources;
        Sources = null;
        await _closing.CancelAsync();
        lock (_gate)
        {
            if (_running == 0)
                _allLeft.TrySetResult();
        }

        await _allLeft.Task.WaitAsync(LongestEnd, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        sources?.History.Dispose();
    }

    public void Dispose() => _closing.Dispose();
}
