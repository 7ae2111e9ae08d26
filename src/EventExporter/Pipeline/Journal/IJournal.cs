namespace EventExporter.Pipeline.Journal;

/// <summary>
/// The durable, ordered record between the cluster and the receivers. An event counts as received when it is in here.
/// One writer appends; any number of readers follow, each at its own pace.
/// </summary>
internal interface IJournal
{
    /// <summary>The last committed sequence number; 0 for an empty journal.</summary>
    long Head { get; }

    /// <summary>The first sequence number that can still be read; <see cref="Head"/> + 1 if none.</summary>
    long Tail { get; }

    /// <summary>
    /// Makes the commit durable and hands its events to the readers. Completes when the transaction is committed; returns null if it held no events.
    /// Waits while the journal is full and <c>whenFull: hold</c>. Throws <see cref="JournalUnavailableException"/> if it cannot be written.
    /// </summary>
    Task<JournalBatch?> AppendAsync(JournalCommit commit, CancellationToken cancellation);

    /// <summary>
    /// The next events after <paramref name="sequence"/>, at most one committed batch; waits until there is one. Recent batches come
    /// from memory. Where rows after <paramref name="sequence"/> were already removed, the batch starts at <see cref="Tail"/>: the reader
    /// sees the jump in <see cref="JournalBatch.FirstSequence"/>.
    /// </summary>
    ValueTask<JournalBatch> ReadAsync(long sequence, CancellationToken cancellation);

    /// <summary>Where a receiver stands; null for one that has never been here.</summary>
    long? GetBookmark(string receiver);

    /// <summary>Moves a receiver's bookmark; written durably together with others within a short time (at-least-once allows it).</summary>
    void MoveBookmark(string receiver, long sequence);

    /// <summary>Every receiver whose bookmark is kept, so that retention can wait for it. Others' bookmarks are forgotten.</summary>
    void SetReceivers(IReadOnlyCollection<string> receivers);

    IReadOnlyList<WatchPosition> GetPositions();

    /// <summary>The seen-set as committed, oldest first; later entries of a uid replace earlier ones.</summary>
    IEnumerable<SeenEntry> GetSeen();

    IReadOnlyList<Gap> GetGaps(int limit);

    Task AddDeadLettersAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation);

    /// <summary>Writes what is not yet written (bookmarks).</summary>
    Task FlushAsync(CancellationToken cancellation);
}
