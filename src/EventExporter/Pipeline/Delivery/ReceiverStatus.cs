namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// A receiver's account at one moment. It always balances:
/// <see cref="Received"/> = <see cref="Delivered"/> + <see cref="Rejected"/> + <see cref="Dropped"/> + <see cref="Pending"/>.
/// Counts start with the process.
/// </summary>
internal sealed record ReceiverStatus
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public required ReceiverState State { get; init; }

    /// <summary>Events that are in the journal for this receiver to account for, and dead letters picked up to be sent again.</summary>
    public required long Received { get; init; }

    public required long Delivered { get; init; }

    /// <summary>Refused by the service or given up: they are in the dead letters.</summary>
    public required long Rejected { get; init; }

    public required long NotRouted { get; init; }

    public required long Overflow { get; init; }

    public required long JournalFull { get; init; }

    public long Dropped => NotRouted + Overflow + JournalFull;

    /// <summary>Read but not settled, and not yet read from the journal.</summary>
    public required long Pending { get; init; }

    /// <summary>Attempts that were repeated, counted for each event.</summary>
    public required long Retried { get; init; }

    /// <summary>How long ago the oldest event on its way was read from the cluster; zero if none is.</summary>
    public required TimeSpan OldestPending { get; init; }

    /// <summary>Everything up to this sequence number is settled.</summary>
    public required long Bookmark { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    public DateTimeOffset? LastSuccessAt { get; init; }

    public int ConsecutiveFailures { get; init; }
}
