namespace EventExporter.Kubernetes.Leases;

/// <summary>
/// Takes, keeps and gives back the lease, one attempt at a time. How long another's lease is still good is measured on our own clock from
/// the moment its last change was seen, so that clocks that disagree do no harm.
/// </summary>
internal sealed class LeaseClaim(LeaseStore store, LeaderElectionOptions options, TimeProvider time)
{
    /// <summary>Attempts that may be lost to someone else's write before the next period is waited for.</summary>
    private const int Rounds = 3;

    private volatile Lease? _seen;
    private long _seenAt;

    /// <summary>Who held the lease when it was last seen; null for nobody.</summary>
    public string? Holder => _seen is { Holder.Length: > 0 } lease ? lease.Holder : null;

    public bool IsOurs => _seen?.Holder == options.Identity;

    /// <summary>Takes the lease if it is free, or renews it if it is ours.</summary>
    /// <returns>Whether it is ours now.</returns>
    public async Task<bool> TryHoldAsync(CancellationToken ct)
    {
        // The leader knows what it wrote last; if that still stands, no read is needed.
        if (IsOurs && await TryWriteAsync(_seen!, ct))
            return true;

        for (var round = 0; round < Rounds; round++)
        {
            var lease = await store.ReadAsync(ct);
            if (lease is null)
            {
                if (See(await store.TryCreateAsync(Lease.Create(options, time.GetUtcNow()), ct)))
                    return true;
                continue;
            }

            See(lease);
            if (!IsOurs && IsRespected(lease))
                return false;
            if (await TryWriteAsync(lease, ct))
                return true;
        }

        return false;
    }

    /// <summary>Gives the lease back if nobody else has written to it.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        if (_seen is { } lease && IsOurs)
            See(await store.TryUpdateAsync(lease.Released(time.GetUtcNow()), ct));
    }

    private async Task<bool> TryWriteAsync(Lease lease, CancellationToken ct) =>
        See(await store.TryUpdateAsync(lease.HeldBy(options.Identity, options.LeaseDuration, time.GetUtcNow()), ct));

    private bool IsRespected(Lease lease) => lease.Holder.Length > 0 && time.GetElapsedTime(_seenAt) < lease.Duration;

    private bool See(Lease? lease)
    {
        if (lease is null)
            return false;
        if (_seen is null || _seen.Claim != lease.Claim)
            _seenAt = time.GetTimestamp();
        _seen = lease;
        return true;
    }
}
