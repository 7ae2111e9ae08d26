namespace EventExporter.Pipeline.Journal;

/// <summary>
/// The durable, ordered record between the cluster and the receivers. An event counts as received when it is in here.
/// One writer appends; any number of readers follow, each at its own pace. What it promises:
/// <list type="number">
/// <item>A commit is there as a whole or not at all, whenever the process is killed.</item>
/// <item>Sequence numbers start at 1, grow, and are never used again, even when everything they stood for is gone.</item>
/// <item>A reader gets every event after its position exactly once and in order, or sees a jump where events were removed.</item>
/// <item>Events stay until every receiver has passed them and the retention is over, unless the journal is full.</item>
/// <item>What cannot be kept is on record: a gap, and a dead letter where a receiver missed it.</item>
/// </list>
/// </summary>
internal interface IJournal
{
    /// <summary>The last committed sequence number; 0 for a new journal.</summary>
    long Head { get; }

    /// <summary>The first sequence number that can still be read; <see cref="Head"/> + 1 if none.</summary>
    long Tail { get; }

    /// <summary>
    /// Makes the commit durable and hands its events to the readers. Completes when the transaction is committed; returns null if it held no events.
    /// Waits while the journal is full and <c>whenFull: hold</c>. Throws <see cref="JournalUnavailableException"/> if it cannot be written:
    /// nothing of the commit is kept then, and the same commit may be tried again.
    /// </summary>
    Task<JournalBatch?> AppendAsync(JournalCommit commit, CancellationToken cancellation);

    /// <summary>
    /// The next events after <paramref name="sequence"/>, at most one committed batch; waits until there is one. Recent batches come
    /// from memory. Where rows after <paramref name="sequence"/> were already removed, the batch starts at <see cref="Tail"/>: the reader
    /// sees the jump in <see cref="JournalBatch.FirstSequence"/>. Throws <see cref="JournalUnavailableException"/> if the file cannot be read.
    /// </summary>
    ValueTask<JournalBatch> ReadAsync(long sequence, CancellationToken cancellation);

    /// <summary>Where a receiver stands; null for one that has never been here.</summary>
    long? GetBookmark(string receiver);

    /// <summary>Moves a receiver's bookmark; written durably together with others within a second (at-least-once allows it).</summary>
    void MoveBookmark(string receiver, long sequence);

    /// <summary>Moves a receiver's bookmark together with what it holds back of the events before it: both are written, or neither.</summary>
    /// <param name="part">The name under which <see cref="GetState"/> gives it back.</param>
    /// <param name="held">Empty: it holds nothing any more.</param>
    void MoveBookmark(string receiver, long sequence, string part, byte[] held);

    /// <summary>
    /// Every receiver whose bookmark is kept, so that retention can wait for it. Others' bookmarks are forgotten. A receiver without a
    /// bookmark holds nothing: move its bookmark to where it is to start, for example <see cref="Head"/>.
    /// </summary>
    void SetReceivers(IReadOnlyCollection<string> receivers);

    IReadOnlyList<WatchPosition> GetPositions();

    /// <summary>The seen-set as committed, oldest first; later entries of a uid replace earlier ones.</summary>
    IEnumerable<SeenEntry> GetSeen();

    /// <summary>The newest gaps, newest first. A gap that is recorded again with the same scope and start replaces the earlier one.</summary>
    IReadOnlyList<Gap> GetGaps(int limit);

    /// <summary>What a part last saved with <see cref="JournalCommit.State"/>; null if nothing.</summary>
    byte[]? GetState(string part);

    /// <summary>All parts whose names begin with <paramref name="prefix"/>, in the order of their names (by code points).</summary>
    IReadOnlyList<KeyValuePair<string, byte[]>> GetStates(string prefix);

    /// <summary>The dead letters, in the same database.</summary>
    IDeadLetterStore DeadLetters { get; }

    /// <summary>The receivers whose services want nothing more, in the same database.</summary>
    IReceiverStops Stops { get; }

    /// <summary>See <see cref="IDeadLetterStore.AddDeadLettersAsync"/>.</summary>
    Task AddDeadLettersAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation);

    /// <summary>Writes what is not yet written (bookmarks).</summary>
    Task FlushAsync(CancellationToken cancellation);
}
