using System.Collections.Concurrent;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Leases;
using EventExporter.Kubernetes.Tests.Support;

namespace EventExporter.Kubernetes.Tests.Leases;

/// <summary>A process that wants to lead, with work that lasts until it is told to stop.</summary>
internal sealed class Candidate : IAsyncDisposable
{
    private readonly KubernetesClient _client;
    private readonly RestingTimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _leading;
    private volatile int _terms;

    public Candidate(TestApiServer server, string identity, TimeProvider time)
    {
        // Requests have the real clock's limits: they go over a real connection.
        _client = new KubernetesClient(ClusterAccess.ForServer(server.Address), new KubernetesClientOptions { UserAgent = identity });
        var options = new LeaderElectionOptions
        {
            Namespace = LeaseServer.Namespace,
            LeaseName = LeaseServer.Name,
            Identity = identity,
            OnFailedAttempt = Failures.Add,
        };
        _time = new RestingTimeProvider(time, options.RetryPeriod, options.RetryPeriod * 2.2);
        Elector = new LeaderElector(_client, options, _time);
        Running = RunAsync();
    }

    public LeaderElector Elector { get; }

    public Task Running { get; }

    public ConcurrentBag<Exception> Failures { get; } = [];

    /// <summary>Whether the work runs.</summary>
    public bool Leading => _leading;

    public int Terms => _terms;

    /// <summary>Whether nothing more happens until the clock is moved.</summary>
    public bool IsAtRest => Running.IsCompleted || (_time.IsWaiting && Leading == Elector.IsLeader);

    public void Finish() => _finish.SetResult();

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await Elector.RunAsync(WorkAsync, _stop.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        _terms++;
        _leading = true;
        try
        {
            await _finish.Task.WaitAsync(ct);
        }
        finally
        {
            _leading = false;
        }
    }
}
