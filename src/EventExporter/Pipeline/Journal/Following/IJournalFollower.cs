namespace EventExporter.Pipeline.Journal.Following;

/// <summary>
/// A consumer of the journal that is no receiver: history, patterns, alert rules. It sees every event in order, at least once; after a
/// crash what came after its position comes again.
/// </summary>
internal interface IJournalFollower
{
    /// <summary>A fixed name, such as <c>history</c>; the journal keeps its bookmark as <c>follower/NAME</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The last sequence number that is durable at the follower itself; null if it keeps none, then the journal's bookmark counts. One
    /// beyond the journal's head was made with another journal: everything that this one holds is followed then.
    /// </summary>
    long? Position { get; }

    /// <summary>
    /// Takes a batch. When it completes, the bookmark moves behind it. Whatever it throws, the same batch comes again after a pause; the
    /// message is told in health and log. <see cref="JournalBatch.FirstSequence"/> jumps where the journal lost events.
    /// </summary>
    ValueTask FollowAsync(JournalBatch batch, CancellationToken cancellation);

    /// <summary>
    /// Time has passed although no batch came: what is due by time alone. Called every few seconds while nothing else is to be done, never
    /// at the same time as <see cref="FollowAsync"/>. Throwing is treated alike.
    /// </summary>
    ValueTask TickAsync(DateTimeOffset now, CancellationToken cancellation) => default;

    /// <summary>
    /// The source has come to its end, as a recording does, and everything up to here has been followed: what was held back until later is
    /// to be given now. No batch is followed at the same time.
    /// </summary>
    ValueTask FinishAsync(CancellationToken cancellation) => default;
}
