using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Errors;

namespace EventExporter.Kubernetes.Leases;

/// <summary>
/// Lets one of several processes lead, by a Lease that the leader keeps renewing. A leader that cannot renew stops at
/// <see cref="LeaderElectionOptions.RenewDeadline"/>, before others may take over at <see cref="LeaderElectionOptions.LeaseDuration"/>.
/// <see href="https://kubernetes.io/docs/concepts/architecture/leases/"/>
/// </summary>
public sealed class LeaderElector
{
    /// <summary>Of the retry period, added at random while waiting to lead, so that candidates do not come all at once.</summary>
    private const double Jitter = 1.2;

    /// <summary>How long giving the lease back may hold up the end of the program.</summary>
    private static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(5);

    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _time;
    private readonly LeaseClaim _claim;
    private volatile Term? _term;

    public LeaderElector(KubernetesClient client, LeaderElectionOptions options, TimeProvider? time = null)
    {
        options.Validate();
        _options = options;
        _time = time ?? TimeProvider.System;
        _claim = new LeaseClaim(new LeaseStore(client.Transport, options.Namespace, options.LeaseName), options, _time);
    }

    /// <summary>Whether we lead at this very moment.</summary>
    public bool IsLeader => _term is { IsOver: false };

    /// <summary>Who led when the lease was last seen; null for nobody.</summary>
    public string? LeaderIdentity => _claim.Holder;

    /// <summary>
    /// Waits to lead, then runs <paramref name="lead"/>, whose token is cancelled when leadership is lost; then waits again. Ends when
    /// <paramref name="lead"/> ends of its own accord, or fails. The lease is given back only after <paramref name="lead"/> has ended.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken ct)
    {
        while (true)
        {
            var heldSince = await AcquireAsync(ct);
            using var term = new Term(_options.RenewDeadline, heldSince, _time, ct);
            _term = term;
            try
            {
                // Taking the lease may have been so slow that it is already outdated.
                var finished = !term.IsOver && await LeadAsync(lead, term);
                ct.ThrowIfCancellationRequested();
                if (finished)
                    return;
            }
            finally
            {
                _term = null;
                // After a lost term this is mostly in vain, but never wrong: it is refused once someone else has written.
                await ReleaseAsync();
            }
        }
    }

    /// <returns>The moment before the lease was written.</returns>
    private async Task<long> AcquireAsync(CancellationToken ct)
    {
        while (true)
        {
            var before = _time.GetTimestamp();
            if (await TryHoldAsync(ct))
                return before;
            await Task.Delay(_options.RetryPeriod * (1 + (Jitter * Random.Shared.NextDouble())), _time, ct);
        }
    }

    /// <returns>Whether <paramref name="lead"/> ended while it still led.</returns>
    private async Task<bool> LeadAsync(Func<CancellationToken, Task> lead, Term term)
    {
        var renewing = RenewAsync(term);
        try
        {
            await lead(term.Token);
            return !term.IsOver;
        }
        catch (OperationCanceledException) when (term.IsOver)
        {
            return false;
        }
        finally
        {
            term.End();
            await renewing;
        }
    }

    private async Task RenewAsync(Term term)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_options.RetryPeriod, _time, term.Token);
                var before = _time.GetTimestamp();
                if (await TryHoldAsync(term.Token))
                    term.Extend(before);
                else if (!_claim.IsOurs)
                    term.End();
            }
        }
        catch (OperationCanceledException)
        {
            // The term is over, whether by its deadline, by a rival or by request.
        }
    }

    private async Task<bool> TryHoldAsync(CancellationToken ct)
    {
        try
        {
            return await _claim.TryHoldAsync(ct);
        }
        catch (Exception e) when (IsFailedAttempt(e))
        {
            _options.OnFailedAttempt?.Invoke(e);
            return false;
        }
    }

    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(ReleaseLimit, _time);
        try
        {
            await _claim.ReleaseAsync(limit.Token);
        }
        catch (Exception e) when (IsFailedAttempt(e) || e is OperationCanceledException)
        {
            // Then others wait until it has run out.
            _options.OnFailedAttempt?.Invoke(e);
        }
    }

    private static bool IsFailedAttempt(Exception e) =>
        e is KubernetesApiException or HttpRequestException or IOException or ClusterAccessException;
}
