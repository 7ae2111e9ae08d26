using EventExporter.History;
using EventExporter.Pipeline.Events;
using EventExporter.Query;
using EventExporter.Tests.Query;

namespace EventExporter.Tests.History;

/// <summary>What the file answers is what the same question answers over the events in memory, whichever way the file goes about it.</summary>
public sealed class QueriesAgreeTests : IAsyncLifetime, IDisposable
{
    private const int Events = 1500;

    private readonly HistoryFolder _folder = new();
    private readonly AnalyzedEvent[] _events = new ClusterEvents(1).Next(Events);
    private EventExporter.History.Sqlite.SqliteHistory _history = null!;

    public async Task InitializeAsync()
    {
        _history = _folder.Open();
        for (var at = 0; at < Events; at += 97)
            await _history.StoreAsync(HistoryFolder.Batch(at + 1, _events[at..Math.Min(Events, at + 97)]), default);
    }

    public async Task DisposeAsync() => await _history.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Any_query_finds_the_same_events_in_the_order_of_time()
    {
        for (var seed = 0; seed < 250; seed++)
        {
            var query = RandomQueries.Of(new Random(seed), ClusterEvents.Texts);
            var found = await HistoryFolder.All(_history, query, oldestFirst: seed % 2 == 0);

            Assert.True(Expected(query, seed % 2 == 0).SequenceEqual(found.Select(f => f.Sequence)), $"seed {seed}: {query}");
        }
    }

    [Fact]
    public async Task Any_aggregate_adds_up_to_the_same()
    {
        string[] fields = ["reason", "namespace", "kind", "owner", "node", "severity", "category", "label.app", "detail.app", "message", "incident", "count", "name"];
        for (var seed = 0; seed < 120; seed++)
        {
            var random = new Random(seed);
            var query = RandomQueries.Of(random, ClusterEvents.Texts);
            var by = fields.OrderBy(_ => random.Next()).Take(random.Next(3)).Select(name => QueryFields.Find(name)!).ToArray();
            TimeSpan? bucket = random.Next(4) switch { 0 => TimeSpan.FromHours(1), 1 => TimeSpan.FromMinutes(5), 2 => TimeSpan.FromSeconds(90), _ => null };
            var metrics = random.Next(2) == 0 ? new[] { AggregateMetric.Count } : [AggregateMetric.Count, AggregateMetric.Objects];

            var answer = await _history.AggregateAsync(new AggregateRequest(query) { By = by, Bucket = bucket, Metrics = metrics, Limit = 100_000, Budget = QueryBudget.None }, default);

            Assert.Null(answer.Partial);
            Assert.Equal(Groups(query, by, bucket, metrics.Length > 1), answer.Groups.Select(Line).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Sums_are_the_same_for_every_size_of_bucket()
    {
        foreach (var text in new[] { "", "type=Warning", "owner=web", "message=~restarting", "since=2025-12-31T22:13:07Z until=2026-01-01T01:59:59.5Z reason=Failed" })
        {
            var query = _folder.Query(text);
            var expected = _events.Where(EventPredicate.Of(query)).Sum(e => e.Event.Delta);
            foreach (var seconds in new[] { 0, 1, 7, 60, 90, 300, 3600, 5400, 7200, 86400 })
            {
                var answer = await _history.AggregateAsync(
                    new AggregateRequest(query) { Bucket = seconds == 0 ? null : TimeSpan.FromSeconds(seconds), By = [QueryFields.Find("reason")!] }, default);

                Assert.Equal(expected, answer.Groups.Sum(g => g.Count));
            }
        }
    }

    [Theory]
    [InlineData("' OR 1=1 --")]
    [InlineData("x'); DROP TABLE events; --")]
    [InlineData("\" OR \"\"=\"")]
    [InlineData("$p0")]
    [InlineData("%")]
    public async Task What_looks_like_sql_is_a_text_like_any_other(string text)
    {
        var value = QueryPrinter.Value(text);
        foreach (var query in new[] { $"reason={value}", $"name in ({value})", $"label.app={value}", $"incident={value}", $"receiver={value}", $"{value} kind=Pod", $"message={value}", $"reason=~{value}" })
        {
            if (EventQuery.Parse(query, ClusterEvents.Start).Query is not { } parsed)
                continue;
            var found = await HistoryFolder.All(_history, parsed);
            Assert.Equal(Expected(parsed, oldestFirst: false), found.Select(f => f.Sequence));
        }

        Assert.Equal(Events, _folder.Number("SELECT count(*) FROM events"));
    }

    private IEnumerable<long> Expected(EventQuery query, bool oldestFirst)
    {
        var found = _events.Index().Where(e => EventPredicate.Of(query)(e.Item)).Select(e => (At: e.Item.Event.LastSeen.ToUnixTimeMilliseconds(), Sequence: (long)e.Index + 1));
        return (oldestFirst ? found.Order() : found.OrderDescending()).Select(e => e.Sequence);
    }

    private IEnumerable<string> Groups(EventQuery query, FieldPath[] by, TimeSpan? bucket, bool objects) => _events.Where(EventPredicate.Of(query))
        .GroupBy(e => (Bucket(e, bucket), string.Join('\u0001', by.Select(path => path.Read(e)))))
        .Select(g => $"{g.Key.Item1}|{g.Key.Item2}|{g.Sum(e => e.Event.Delta)}|{g.Count()}|{(objects ? g.Select(e => (e.Event.InvolvedObject.Kind, e.Event.InvolvedObject.Name, e.Event.InvolvedObject.Uid)).Distinct().Count() : 0)}")
        .Order(StringComparer.Ordinal);

    private static string Line(AggregateGroup group) =>
        $"{group.Time?.ToUnixTimeMilliseconds() ?? 0}|{string.Join('\u0001', group.Values)}|{group.Count}|{group.Events}|{group.Objects}";

    private static long Bucket(AnalyzedEvent e, TimeSpan? bucket)
    {
        if (bucket is not { } size)
            return 0;
        var at = e.Event.LastSeen.ToUnixTimeMilliseconds();
        return at - (at % (long)size.TotalMilliseconds);
    }
}
