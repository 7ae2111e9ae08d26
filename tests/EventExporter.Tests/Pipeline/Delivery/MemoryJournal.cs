using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Tests.Pipeline.Delivery;

/// <summary>A journal in memory that can lose its oldest rows and be out of order on demand.</summary>
internal sealed class MemoryJournal : IJournal, IDeadLetterStore, IReceiverStops
{
    private readonly Lock _gate = new();
    private readonly List<JournalBatch> _batches = [];
    private readonly Dictionary<string, long> _bookmarks = [];
    private readonly Dictionary<string, byte[]> _states = [];
    private readonly Dictionary<string, ReceiverStop> _stops = [];
    private long _lastLetter;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Head { get; private set; }

    public long Tail { get; private set; } = 1;

    public List<DeadLetter> Letters { get; } = [];

    public IDeadLetterStore DeadLetters => this;

    public IReceiverStops Stops => this;

    /// <summary>While set, reads and writes fail.</summary>
    public JournalUnavailableException? Broken { get; set; }

    public void Append(params AnalyzedEvent[] events)
    {
        lock (_gate)
        {
            _batches.Add(new JournalBatch(Head + 1, events));
            Head += events.Length;
            _grown.TrySetResult();
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Removes every batch that ends at or before <paramref name="sequence"/>.</summary>
    public void Lose(long sequence)
    {
        lock (_gate)
        {
            _batches.RemoveAll(batch => batch.LastSequence <= sequence);
            Tail = sequence + 1;
        }
    }

    public async ValueTask<JournalBatch> ReadAsync(long sequence, CancellationToken cancellation)
    {
        while (true)
        {
            Task grown;
            lock (_gate)
            {
                if (Broken is not null)
                    throw Broken;
                if (_batches.Find(batch => batch.LastSequence > sequence) is { } found)
                    return found;
                grown = _grown.Task;
            }

            await grown.WaitAsync(cancellation);
        }
    }

    public long? GetBookmark(string receiver)
    {
        lock (_gate)
            return _bookmarks.TryGetValue(receiver, out var bookmark) ? bookmark : null;
    }

    public void MoveBookmark(string receiver, long sequence)
    {
        lock (_gate)
            _bookmarks[receiver] = sequence;
    }

    public void MoveBookmark(string receiver, long sequence, string part, byte[] held)
    {
        lock (_gate)
        {
            _bookmarks[receiver] = sequence;
            _states[part] = held;
        }
    }

    /// <summary>What is there after a kill at this moment.</summary>
    /// <param name="written">The copy from when bookmarks were last written to the disk; null: just now.</param>
    public MemoryJournal Copy(MemoryJournal? written = null)
    {
        lock (_gate)
        {
            var copy = new MemoryJournal { Head = Head, Tail = Tail, _lastLetter = _lastLetter };
            copy._batches.AddRange(_batches);
            foreach (var (receiver, sequence) in (written ?? this)._bookmarks)
                copy._bookmarks[receiver] = sequence;
            foreach (var (part, state) in (written ?? this)._states)
                copy._states[part] = state;
            copy.Letters.AddRange(Letters);
            foreach (var (receiver, stop) in _stops)
                copy._stops[receiver] = stop;
            return copy;
        }
    }

    public Task AddDeadLettersAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (Broken is not null)
                throw Broken;
            foreach (var letter in letters)
            {
                Letters.RemoveAll(known => known.Id == letter.Id);
                Letters.Add(letter.Id == 0 ? letter with { Id = ++_lastLetter } : letter);
            }
        }

        return Task.CompletedTask;
    }

    public int RequestRetryOfAll(string? receiver)
    {
        lock (_gate)
        {
            for (var i = 0; i < Letters.Count; i++)
                Letters[i] = Letters[i] with { State = DeadLetterState.RetryRequested };
            return Letters.Count;
        }
    }

    public IReadOnlyList<DeadLetter> TakeRetryRequests(string receiver, int limit)
    {
        lock (_gate)
        {
            var taken = Letters.Where(letter => letter.State == DeadLetterState.RetryRequested).Take(limit).ToList();
            foreach (var letter in taken)
                Letters[Letters.IndexOf(letter)] = letter with { State = DeadLetterState.Retrying };
            return taken;
        }
    }

    public int Discard(IReadOnlyList<long> ids)
    {
        lock (_gate)
            return Letters.RemoveAll(letter => ids.Contains(letter.Id));
    }

    public IReadOnlyList<DeadLetter> ListDeadLetters(string? receiver, long? before, int limit) => [.. Letters];

    public DeadLetter? GetDeadLetter(long id) => Letters.Find(letter => letter.Id == id);

    public IReadOnlyDictionary<string, long> CountDeadLetters() => new Dictionary<string, long>();

    public int RequestRetry(IReadOnlyList<long> ids) => throw new NotSupportedException();

    public int DiscardAll(string? receiver) => throw new NotSupportedException();

    public void SetReceivers(IReadOnlyCollection<string> receivers)
    {
    }

    /// <summary>What <see cref="AppendAsync"/> has committed, in order.</summary>
    public List<JournalCommit> Commits { get; } = [];

    public Task<JournalBatch?> AppendAsync(JournalCommit commit, CancellationToken cancellation)
    {
        if (Broken is not null)
            throw Broken;
        Commits.Add(commit);
        foreach (var (part, data) in commit.State)
        {
            if (data is null)
                _states.Remove(part);
            else
                _states[part] = data;
        }

        if (commit.Events.Count == 0)
            return Task.FromResult<JournalBatch?>(null);
        Append([.. commit.Events]);
        return Task.FromResult<JournalBatch?>(_batches[^1]);
    }

    public IReadOnlyList<WatchPosition> GetPositions() => [];

    public IEnumerable<SeenEntry> GetSeen() => [];

    public IReadOnlyList<Gap> GetGaps(int limit) => [];

    public byte[]? GetState(string part)
    {
        lock (_gate)
            return _states.GetValueOrDefault(part);
    }

    public IReadOnlyList<KeyValuePair<string, byte[]>> GetStates(string prefix) => [];

    public ReceiverStop? Find(string receiver)
    {
        lock (_gate)
            return _stops.GetValueOrDefault(receiver);
    }

    public void Record(string receiver, ReceiverStop stop)
    {
        lock (_gate)
            _stops[receiver] = stop;
    }

    public bool Remove(string receiver)
    {
        lock (_gate)
            return _stops.Remove(receiver);
    }

    public Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;
}
