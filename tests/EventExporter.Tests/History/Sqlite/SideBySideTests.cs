using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Query;

namespace EventExporter.Tests.History.Sqlite;

/// <summary>Any number ask while one writes, removes and tidies up.</summary>
public sealed class SideBySideTests : IDisposable
{
    private const int Batches = 60;
    private const int Size = 50;

    private readonly HistoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Readers_see_whole_batches_only_and_no_error_while_one_writes()
    {
        await using var history = _folder.Open();
        await using var beside = _folder.OpenToRead();
        using var end = new CancellationTokenSource();
        var readers = new[] { history, history, beside, beside }.Select(reader => ReadAsync(reader, end.Token)).ToArray();

        var events = new ClusterEvents(8).Next(Batches * Size).Select(e => new EventExporter.Pipeline.Events.AnalyzedEvent(new(e.Event with { Delta = 1 }, e.Object), e.Category, e.Severity)).ToArray();
        for (var at = 0; at < events.Length; at += Size)
        {
            await history.StoreAsync(HistoryFolder.Batch(at + 1, events[at..(at + Size)]), default);
            if (at % 500 == 0)
                await history.TidyAsync(default);
        }

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(readers), rounds => Assert.True(rounds > 0));
        Assert.Equal(events.Length, await HistoryFolder.Sum(history));
        Assert.Equal(events.Length, await HistoryFolder.Sum(beside));
    }

    [Fact]
    public async Task Whoever_follows_gets_each_event_once_and_in_order_also_beside_the_exporter()
    {
        await using var history = _folder.Open();
        await using var beside = SqliteHistory.OpenToRead(_folder.Options, () => [], Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);
        var events = new ClusterEvents(9).Next(600);
        var query = _folder.Query("type=Warning");
        var expected = events.Index().Where(e => EventPredicate.Of(query)(e.Item)).Select(e => (long)e.Index + 1).ToList();

        var followers = new[] { history, beside }.Select(reader => TakeAsync(reader, query, expected.Count)).ToArray();
        for (var at = 0; at < events.Length; at += 100)
            await history.StoreAsync(HistoryFolder.Batch(at + 1, events[at..(at + 100)]), default);

        foreach (var follower in followers)
            Assert.Equal(expected, await follower.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static async Task<int> ReadAsync(SqliteHistory reader, CancellationToken end)
    {
        var rounds = 0;
        for (; !end.IsCancellationRequested || rounds == 0; rounds++)
        {
            var sum = await HistoryFolder.Sum(reader);
            Assert.Equal(0, sum % Size);
            Assert.True((await HistoryFolder.All(reader, EventQuery.Everything)).Count >= sum);
            await reader.StatsAsync(default);
        }

        return rounds;
    }

    private static async Task<List<long>> TakeAsync(IEventHistory reader, EventQuery query, int count)
    {
        var found = new List<long>();
        await foreach (var one in reader.FollowAsync(query, 0, default))
        {
            found.Add(one.Sequence);
            if (found.Count == count)
                break;
        }

        return found;
    }
}
