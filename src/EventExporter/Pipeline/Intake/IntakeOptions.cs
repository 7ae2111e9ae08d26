namespace EventExporter.Pipeline.Intake;

/// <summary>How events are gathered into journal transactions.</summary>
internal sealed record IntakeOptions
{
    /// <summary>Items between the source and enrichment. Full: the source waits, and with it the API server's socket.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>Events in one transaction at most.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>
    /// How long a transaction waits for more after its first event: at 200 events/s this makes 13 transactions a second instead of 200,
    /// and is the smaller part of the latency to a receiver.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(75);

    /// <summary>Batches whose lookups may be under way at once; they are committed in order all the same.</summary>
    public int BatchesInFlight { get; init; } = 8;
}
