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

    public long Silenced { get; init; }

    public long Inhibited { get; init; }

    /// <summary>Came outside the active time and were left out.</summary>
    public long OutsideActiveTime { get; init; }

    /// <summary>Recurrences that were left out.</summary>
    public long Repeats { get; init; }

    public long Dropped => NotRouted + Overflow + JournalFull + Silenced + Inhibited + OutsideActiveTime + Repeats;

    /// <summary>Pending because they wait in a group.</summary>
    public long HeldInGroups { get; init; }

    /// <summary>Pending because they wait to be told of in a digest.</summary>
    public long HeldForDigest { get; init; }

    /// <summary>Pending because they wait for the active time.</summary>
    public long HeldForActiveTime { get; init; }

    /// <summary>Events that were deliberately not sent one by one, by reason: those left out for good, and those that wait.</summary>
    public IReadOnlyDictionary<string, long> Held => new (string Reason, long Events)[]
    {
        (HeldReason.Silenced, Silenced), (HeldReason.Inhibited, Inhibited), (HeldReason.OutsideActiveTime, OutsideActiveTime + HeldForActiveTime),
        (HeldReason.Repeat, Repeats), (HeldReason.Grouped, HeldInGroups), (HeldReason.Digest, HeldForDigest),
    }.Where(static held => held.Events > 0).ToDictionary(static held => held.Reason, static held => held.Events);

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
