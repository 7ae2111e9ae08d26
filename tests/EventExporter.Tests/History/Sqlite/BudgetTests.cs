using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Query;

namespace EventExporter.Tests.History.Sqlite;

/// <summary>A question that would cost too much is cut short, and the answer says so.</summary>
public sealed class BudgetTests : IAsyncLifetime, IDisposable
{
    private const int Events = 3000;
    private static readonly QueryBudget NoTime = new(TimeSpan.Zero, long.MaxValue);
    private static readonly QueryBudget FewRows = new(Timeout.InfiniteTimeSpan, 700);

    private readonly HistoryFolder _folder = new();
    private SqliteHistory _history = null!;

    public async Task InitializeAsync()
    {
        _history = _folder.Open();
        await _history.StoreAsync(HistoryFolder.Batch(1, new ClusterEvents(7).Next(Events)), default);
    }

    public async Task DisposeAsync() => await _history.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("reason=~\".*\"")]
    [InlineData("name=~\"pod\"")]
    [InlineData("label.app=image")]
    [InlineData("restarting failed")]
    [InlineData("message=~\"never there\"")]
    [InlineData("incident=inc-1")]
    [InlineData("receiver=slack")]
    public async Task Without_time_every_kind_of_query_answers_at_once_that_it_is_a_part(string text)
    {
        var query = _folder.Query(text);

        var page = await _history.PageAsync(new PageRequest(query) { Budget = NoTime }, default);
        var groups = await _history.AggregateAsync(new AggregateRequest(query) { By = [QueryFields.Find("message")!], Budget = NoTime }, default);
        var sums = await _history.AggregateAsync(new AggregateRequest(query) { Budget = NoTime }, default);

        Assert.Contains("narrow the range or the conditions", page.Partial, StringComparison.Ordinal);
        Assert.NotNull(page.Next);
        Assert.NotNull(groups.Partial);
        Assert.NotNull(sums.Partial);
    }

    [Fact]
    public async Task Whoever_goes_on_from_a_partial_page_misses_nothing()
    {
        var query = _folder.Query("message=~\"image\" or label.app=web");
        var expected = (await HistoryFolder.All(_history, query)).ConvertAll(f => f.Sequence);
        var (found, parts, cursor) = (new List<long>(), 0, (string?)null);
        do
        {
            var page = await _history.PageAsync(new PageRequest(query) { Budget = FewRows, Limit = 1000, Cursor = cursor }, default);
            found.AddRange(page.Events.Select(f => f.Sequence));
            parts += page.Partial is null ? 0 : 1;
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(expected, found);
        Assert.True(parts > 2);
    }

    [Fact]
    public async Task A_stream_ends_where_the_budget_ends_and_tells_why()
    {
        var why = "";
        var found = new List<HistoryEvent>();
        await foreach (var one in _history.QueryAsync(new PageRequest(_folder.Query("message=~\"nothing like it\"")) { Limit = int.MaxValue, Budget = FewRows }, reason => why = reason, default))
            found.Add(one);

        Assert.Empty(found);
        Assert.Contains("more than 700 events would have to be looked at", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_aggregate_that_was_cut_short_counts_too_little_and_never_too_much()
    {
        var request = new AggregateRequest(_folder.Query("message=~image")) { Bucket = TimeSpan.FromMinutes(10), Limit = 1000 };
        var whole = (await _history.AggregateAsync(request with { Budget = QueryBudget.None }, default)).Groups.ToDictionary(g => g.Time!.Value, g => g.Count);

        var part = await _history.AggregateAsync(request with { Budget = FewRows }, default);

        Assert.NotNull(part.Partial);
        Assert.NotEmpty(part.Groups);
        Assert.All(part.Groups, group => Assert.InRange(group.Count, 1, whole[group.Time!.Value]));
    }

    [Fact]
    public async Task Who_no_longer_waits_is_not_answered()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _history.PageAsync(new PageRequest(EventQuery.Everything), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _history.AggregateAsync(new AggregateRequest(EventQuery.Everything), cancelled.Token));
    }
}
