using EventExporter.History;
using EventExporter.Pipeline.Journal;
using EventExporter.Query;

namespace EventExporter.Tests.Web.Api;

/// <summary>A history that may look at a few events only for each question.</summary>
internal sealed class FrugalHistory(IEventHistory history, long rows) : IEventHistory
{
    private readonly QueryBudget _budget = new(TimeSpan.FromMinutes(1), rows);

    public Task StoreAsync(JournalBatch batch, CancellationToken cancellation) => history.StoreAsync(batch, cancellation);

    public Task<EventPage> PageAsync(PageRequest request, CancellationToken cancellation) => history.PageAsync(request with { Budget = _budget }, cancellation);

    public IAsyncEnumerable<HistoryEvent> QueryAsync(PageRequest request, Action<string>? partial, CancellationToken cancellation) =>
        history.QueryAsync(request with { Budget = _budget }, partial, cancellation);

    public Task<AggregateAnswer> AggregateAsync(AggregateRequest request, CancellationToken cancellation) => history.AggregateAsync(request with { Budget = _budget }, cancellation);

    public Task<Timeline> TimelineAsync(TimelineRequest request, CancellationToken cancellation) => history.TimelineAsync(request, cancellation);

    public Task<FieldValues> ValuesAsync(FieldPath field, EventQuery query, int limit, CancellationToken cancellation) => history.ValuesAsync(field, query, limit, cancellation);

    public Task<HistoryEvent?> GetAsync(long sequence, CancellationToken cancellation) => history.GetAsync(sequence, cancellation);

    public Task<IReadOnlyList<Receipt>> ReceiptsAsync(long sequence, CancellationToken cancellation) => history.ReceiptsAsync(sequence, cancellation);

    public Task<HistoryStats> StatsAsync(CancellationToken cancellation) => history.StatsAsync(cancellation);

    public IAsyncEnumerable<HistoryEvent> FollowAsync(EventQuery query, long? after, CancellationToken cancellation) => history.FollowAsync(query, after, cancellation);
}
