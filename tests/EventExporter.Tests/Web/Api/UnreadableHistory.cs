using EventExporter.History;
using EventExporter.Pipeline.Journal;
using EventExporter.Query;

namespace EventExporter.Tests.Web.Api;

/// <summary>A history whose disk has gone.</summary>
internal sealed class UnreadableHistory : IEventHistory
{
    public const string Why = "The history /data/history.db cannot be read: disk I/O error. Check the volume.";

    private static Exception Gone => new HistoryUnavailableException(Why);

    public Task StoreAsync(JournalBatch batch, CancellationToken cancellation) => throw Gone;

    public Task<EventPage> PageAsync(PageRequest request, CancellationToken cancellation) => throw Gone;

    public IAsyncEnumerable<HistoryEvent> QueryAsync(PageRequest request, Action<string>? partial, CancellationToken cancellation) => throw Gone;

    public Task<AggregateAnswer> AggregateAsync(AggregateRequest request, CancellationToken cancellation) => throw Gone;

    public Task<Timeline> TimelineAsync(TimelineRequest request, CancellationToken cancellation) => throw Gone;

    public Task<FieldValues> ValuesAsync(FieldPath field, EventQuery query, int limit, CancellationToken cancellation) => throw Gone;

    public Task<HistoryEvent?> GetAsync(long sequence, CancellationToken cancellation) => throw Gone;

    public Task<IReadOnlyList<Receipt>> ReceiptsAsync(long sequence, CancellationToken cancellation) => throw Gone;

    public Task<HistoryStats> StatsAsync(CancellationToken cancellation) => throw Gone;

    public IAsyncEnumerable<HistoryEvent> FollowAsync(EventQuery query, long? after, CancellationToken cancellation) => throw Gone;
}
