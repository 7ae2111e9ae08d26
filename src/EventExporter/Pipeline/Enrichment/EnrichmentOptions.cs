namespace EventExporter.Pipeline.Enrichment;

/// <summary>How much enrichment may remember, ask and wait.</summary>
internal sealed record EnrichmentOptions
{
    /// <summary>Objects whose metadata is kept at most (<c>cacheSize</c>); 10,000 unless set, at least 1.</summary>
    public int CacheSize { get; init; } = 10_000;

    /// <summary>The longest that an event waits, from when it was read, for what is to be known of its object; 2 s unless set.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Events that may be held back at most until lookups are answered; with one more, all of them go on. So waiting for lookups bounds neither
    /// how many events pass in a second nor what they take in memory: at 200 events/s the budget decides, at 30,000 this does.
    /// </summary>
    public int MaxHeldEvents { get; init; } = 2000;

    /// <summary>Requests a second that the API client is allowed (<c>kubeQPS</c>); 50 unless set, 0 or less for no limit.</summary>
    public double QueriesPerSecond { get; init; } = 50;

    /// <summary>Readings under way at a time; 16 unless set.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How long metadata is taken for current; 10 minutes unless set.</summary>
    public TimeSpan FoundLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same for an object that was pointed to without its uid, whose name another may bear soon; 1 minute unless set.</summary>
    public TimeSpan UncertainLife { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan NotFoundLife { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a kind that may not be read is not asked for again; 5 minutes unless set.</summary>
    public TimeSpan ForbiddenLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a kind that the API server does not serve is not asked for again; 1 minute unless set.</summary>
    public TimeSpan UnknownKindLife { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan FailedLife { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Readings that may be waiting before further events go on without: what the request rate serves within the budget.</summary>
    public int MaxPending => QueriesPerSecond <= 0 ? CacheSize : Math.Max(1, (int)Math.Min(CacheSize, QueriesPerSecond * Budget.TotalSeconds));
}
