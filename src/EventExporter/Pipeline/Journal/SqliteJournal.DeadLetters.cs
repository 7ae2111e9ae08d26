namespace EventExporter.Pipeline.Journal;

/// <summary>The journal is the store of its dead letters too, so that whoever has the one has the other.</summary>
internal sealed partial class SqliteJournal : IDeadLetterStore
{
    public IDeadLetterStore DeadLetters { get; }

    public Task AddDeadLettersAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation) => DeadLetters.AddDeadLettersAsync(letters, cancellation);

    public IReadOnlyList<DeadLetter> ListDeadLetters(string? receiver, long? before, int limit) => DeadLetters.ListDeadLetters(receiver, before, limit);

    public DeadLetter? GetDeadLetter(long id) => DeadLetters.GetDeadLetter(id);

    public IReadOnlyDictionary<string, long> CountDeadLetters() => DeadLetters.CountDeadLetters();

    public int RequestRetry(IReadOnlyList<long> ids) => DeadLetters.RequestRetry(ids);

    public int RequestRetryOfAll(string? receiver) => DeadLetters.RequestRetryOfAll(receiver);

    public IReadOnlyList<DeadLetter> TakeRetryRequests(string receiver, int limit) => DeadLetters.TakeRetryRequests(receiver, limit);

    public int Discard(IReadOnlyList<long> ids) => DeadLetters.Discard(ids);

    public int DiscardAll(string? receiver) => DeadLetters.DiscardAll(receiver);
}
