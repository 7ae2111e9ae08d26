using EventExporter.Pipeline.Delivery.Quiet;

namespace EventExporter.Pipeline.Delivery;

/// <summary>How a receiver batches, sends, retries and gives up.</summary>
internal sealed record DeliveryOptions
{
    public static readonly DeliveryOptions Default = new();

    /// <summary>Events that wait beside each other for their next attempt, with a few kilobytes each.</summary>
    private const int MostWaiting = 1000;

    /// <summary>Most events of one request. Default 1.</summary>
    public int MaxItems { get; init; } = 1;

    /// <summary>Most bytes of one request, by estimate before rendering. Default 5 MiB. One event larger than that is sent alone.</summary>
    public long MaxBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>How long the first event of a batch waits for company. Default 0: whatever is there at once.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Requests in flight at once. Default 1, which keeps the order of events.</summary>
    public int Concurrency { get; init; } = 1;

    public RetryPolicy Retry { get; init; } = new();

    /// <summary>Null: as fast as the service takes it.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>Groups, repeats and the like: what is held back, and how it is told of.</summary>
    public QuietSettings Quiet { get; init; } = QuietSettings.None;

    /// <summary>Match rules that hold events for this receiver back in ways of their own, in the order of the configuration.</summary>
    public IReadOnlyList<QuietScope> Rules { get; init; } = [];

    /// <summary>The receiver itself and its <see cref="Rules"/>.</summary>
    public IReadOnlyList<QuietScope> Scopes => [new QuietScope(-1, "", Quiet), .. Rules];

    /// <summary>Whether anything in here may hold events back for a while.</summary>
    public bool HoldsBack => Scopes.Any(static scope => scope.Settings.HoldsBack) || RateLimit is { Overflow: OverflowPolicy.Digest };

    /// <summary>How long requests under way may take after a stop before they are abandoned (their events stay in the journal). Default 20 s, below the usual grace period of a pod (30 s).</summary>
    public TimeSpan FlushBudget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Where a receiver without a bookmark begins: with everything that the journal still holds (default), or with what comes from now on.</summary>
    public bool SkipBacklogOnFirstStart { get; init; }

    /// <summary>Most events taken from the journal and not yet settled, so that one stuck request cannot make the others run far ahead of it.</summary>
    public int MaxUnsettled => Math.Max(Retry.Schedule is null ? 1 : MostWaiting, Math.Max(1, MaxItems) * Math.Max(1, Concurrency) * 4);
}
