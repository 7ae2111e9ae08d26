using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Backtest;

/// <summary>The journal as one receiver of a backtest reads it: the events that are routed to it, one at a time. Keeps nothing that was read.</summary>
internal sealed class ReplayedJournal : IJournal, IDeadLetterStore, IReceiverStops
{
    private readonly Lock _gate = new();
    private JournalBatch? _unread;
    private TaskCompletionSource<JournalBatch>? _waiting;

    public long Head { get; private set; }

    public long Tail => Head + 1;

    /// <summary>Whether the receiver has read everything and waits for more.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (_gate)
                return _waiting is not null;
        }
    }

    public IDeadLetterStore DeadLetters => this;

    /// <summary>Nobody says farewell to a backtest.</summary>
    public IReceiverStops Stops => this;

    public void Append(AnalyzedEvent analyzed)
    {
        TaskCompletionSource<JournalBatch>? waiting;
        JournalBatch batch;
        lock (_gate)
        {
            batch = new JournalBatch(++Head, [analyzed]);
            waiting = _waiting;
            _waiting = null;
            // A receiver that waits for something else, for room below its rate, reads it later.
            _unread = waiting is not null ? null : _unread is { } before ? new JournalBatch(before.FirstSequence, [.. before.Events, analyzed]) : batch;
        }

        waiting?.SetResult(batch);
    }

    public async ValueTask<JournalBatch> ReadAsync(long sequence, CancellationToken cancellation)
    {
        Task<JournalBatch> coming;
        lock (_gate)
        {
            if (_unread is { } unread && unread.LastSequence > sequence)
            {
                _unread = null;
                return unread;
            }

            _waiting = new TaskCompletionSource<JournalBatch>(TaskCreationOptions.RunContinuationsAsynchronously);
            coming = _waiting.Task;
        }

        return await coming.WaitAsync(cancellation);
    }

    public long? GetBookmark(string receiver) => null;

    public void MoveBookmark(string receiver, long sequence)
    {
    }

    public void MoveBookmark(string receiver, long sequence, string part, byte[] held)
    {
    }

    public void SetReceivers(IReadOnlyCollection<string> receivers)
    {
    }

    public Task<JournalBatch?> AppendAsync(JournalCommit commit, CancellationToken cancellation) => throw new NotSupportedException();

    public IReadOnlyList<WatchPosition> GetPositions() => [];

    public IEnumerable<SeenEntry> GetSeen() => [];

    public IReadOnlyList<Gap> GetGaps(int limit) => [];

    public byte[]? GetState(string part) => null;

    public IReadOnlyList<KeyValuePair<string, byte[]>> GetStates(string prefix) => [];

    public Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task AddDeadLettersAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation) => Task.CompletedTask;

    public IReadOnlyList<DeadLetter> ListDeadLetters(string? receiver, long? before, int limit) => [];

    public DeadLetter? GetDeadLetter(long id) => null;

    public IReadOnlyDictionary<string, long> CountDeadLetters() => new Dictionary<string, long>();

    public int RequestRetry(IReadOnlyList<long> ids) => 0;

    public int RequestRetryOfAll(string? receiver) => 0;

    public IReadOnlyList<DeadLetter> TakeRetryRequests(string receiver, int limit) => [];

    public int Discard(IReadOnlyList<long> ids) => 0;

    public int DiscardAll(string? receiver) => 0;

    public ReceiverStop? Find(string receiver) => null;

    public void Record(string receiver, ReceiverStop stop)
    {
    }

    public bool Remove(string receiver) => false;
}
