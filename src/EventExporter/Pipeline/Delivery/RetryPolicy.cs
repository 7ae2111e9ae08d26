namespace EventExporter.Pipeline.Delivery;

/// <summary>When a failed attempt is repeated. Without limits it is repeated for as long as the journal keeps the event.</summary>
internal sealed record RetryPolicy
{
    /// <summary>What the Standard Webhooks specification recommends, after a first attempt at once: three days in all.</summary>
    public static readonly IReadOnlyList<TimeSpan> StandardWebhooks =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
        TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Wait before the first retry; doubled each time, with jitter. Default 0.5 s.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between two attempts, unless the service asks for a longer one. Default 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The wait before each retry, in place of those that double; after the last one an event becomes a dead letter. Events wait beside
    /// each other then: with waits of hours, one must not hold up the others. Null (default): they double.
    /// </summary>
    public IReadOnlyList<TimeSpan>? Schedule { get; init; }

    /// <summary>How long one attempt may take. Default 30 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time since its first attempt an event becomes a dead letter. Null (default): never.</summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <summary>After this many attempts an event becomes a dead letter. Null (default): no limit.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Jitter, false in tests that reckon waits to the second.</summary>
    public bool Jitter { get; init; } = true;
}
