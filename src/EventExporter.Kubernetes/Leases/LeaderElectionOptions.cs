namespace EventExporter.Kubernetes.Leases;

/// <summary>
/// Which Lease is fought for and how patiently. The times have client-go's meaning and must keep
/// <c>LeaseDuration &gt; RenewDeadline &gt; 1.2 * RetryPeriod</c>.
/// </summary>
public sealed record LeaderElectionOptions
{
    public required string Namespace { get; init; }

    public required string LeaseName { get; init; }

    /// <summary>Who this process is. Must differ between processes, restarts included; a name with a random tail unless set.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>How long others leave a silent leader's lease alone; 15 s unless set. Stored in whole seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader that cannot renew goes on leading; 10 s unless set. What is left of LeaseDuration is for stopping.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between attempts; 2 s unless set. While waiting to lead, up to 1.2 times as much is added at random.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Told of each attempt to take or renew the lease that failed; the next one follows by itself.</summary>
    public Action<Exception>? OnFailedAttempt { get; init; }

    internal void Validate()
    {
        if (LeaseDuration < TimeSpan.FromSeconds(1))
            throw new ArgumentException($"LeaseDuration is {LeaseDuration.TotalSeconds} s; a lease lasts at least 1 s");
        if (LeaseDuration <= RenewDeadline)
            throw new ArgumentException($"LeaseDuration ({LeaseDuration.TotalSeconds} s) must be longer than RenewDeadline ({RenewDeadline.TotalSeconds} s)");
        if (RenewDeadline <= RetryPeriod * 1.2)
            throw new ArgumentException($"RenewDeadline ({RenewDeadline.TotalSeconds} s) must be longer than 1.2 times RetryPeriod ({RetryPeriod.TotalSeconds} s)");
        if (RetryPeriod <= TimeSpan.Zero)
            throw new ArgumentException($"RetryPeriod is {RetryPeriod.TotalSeconds} s; it must be longer than nothing");
        if (Identity.Length == 0)
            throw new ArgumentException("Identity is empty; an empty holder stands for a free lease");
    }
}
