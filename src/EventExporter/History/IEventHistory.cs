using EventExporter.Pipeline.Journal;
using EventExporter.Query;

namespace EventExporter.History;

/// <summary>
/// What happened, for weeks: every occurrence with what is known of it, and how its deliveries ended. Any number may ask while one writes.
/// What it promises:
/// <list type="number">
/// <item>An event is stored once, by its sequence number in the journal, however often it is handed over.</item>
/// <item>Counts are sums of deltas: the same for every size of bucket, whichever way they were reckoned.</item>
/// <item>Answers are bounded in memory; one that its budget cut short says so.</item>
/// <item>A history that cannot be used throws <see cref="HistoryUnavailableException"/>, whose message is for people.</item>
/// </list>
/// </summary>
internal interface IEventHistory
{
    /// <summary>Makes the events durable. Those that are there already are left as they are.</summary>
    Task StoreAsync(JournalBatch batch, CancellationToken cancellation);

    /// <summary>One page of events, in order of time. Throws <see cref="HistoryRequestException"/> for a cursor that is none of its own.</summary>
    Task<EventPage> PageAsync(PageRequest request, CancellationToken cancellation);

    /// <summary>All events of a query, page after page as they are taken. Ends early, and says so, when the budget is used up.</summary>
    IAsyncEnumerable<HistoryEvent> QueryAsync(PageRequest request, Action<string>? partial, CancellationToken cancellation);

    Task<AggregateAnswer> AggregateAsync(AggregateRequest request, CancellationToken cancellation);

    /// <summary>An object with its owners, what it owns, and its node.</summary>
    Task<Timeline> TimelineAsync(TimelineRequest request, CancellationToken cancellation);

    /// <summary>The commonest values of a field, by count.</summary>
    Task<FieldValues> ValuesAsync(FieldPath field, EventQuery query, int limit, CancellationToken cancellation);

    /// <summary>Null if there is no such event, or no more.</summary>
    Task<HistoryEvent?> GetAsync(long sequence, CancellationToken cancellation);

    /// <summary>How the event ended at each receiver.</summary>
    Task<IReadOnlyList<Receipt>> ReceiptsAsync(long sequence, CancellationToken cancellation);

    Task<HistoryStats> StatsAsync(CancellationToken cancellation);

    /// <summary>
    /// Events of a query as they come in, from those after <paramref name="after"/> on (0: all there are; null: only new ones), in the order
    /// of their sequence numbers. Ends when cancelled.
    /// </summary>
    IAsyncEnumerable<HistoryEvent> FollowAsync(EventQuery query, long? after, CancellationToken cancellation);
}
