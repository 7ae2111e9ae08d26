using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Query;

namespace EventExporter.Tests.History.Sqlite;

/// <summary>An event is stored once, however often it is handed over.</summary>
public sealed class StoringTests : IDisposable
{
    private readonly HistoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_handed_over_again_in_whole_or_in_part_is_stored_once()
    {
        var events = new ClusterEvents(2).Next(300);
        await using var history = _folder.Open();

        foreach (var (from, to) in new[] { (0, 100), (0, 100), (50, 150), (10, 20), (149, 150), (150, 300), (0, 300) })
            await history.StoreAsync(HistoryFolder.Batch(from + 1, events[from..to]), default);

        await AssertHoldsAsync(history, events);
    }

    [Fact]
    public async Task After_the_next_start_it_is_still_known_what_was_stored()
    {
        var events = new ClusterEvents(3).Next(200);
        await using (var history = _folder.Open())
            await history.StoreAsync(HistoryFolder.Batch(1, events[..120]), default);

        await using var again = _folder.Open();
        Assert.Equal(120, again.Position);
        await again.StoreAsync(HistoryFolder.Batch(1, events), default);

        await AssertHoldsAsync(again, events);
    }

    [Fact]
    public async Task A_transaction_that_fails_leaves_no_trace_and_can_be_repeated()
    {
        var events = new ClusterEvents(4).Next(200);
        await using var history = _folder.Open();
        await history.StoreAsync(HistoryFolder.Batch(1, events[..100]), default);
        history.Use(db => Execute(db, "CREATE TRIGGER refuse BEFORE INSERT ON events WHEN new.seq = 150 BEGIN SELECT raise(ABORT, 'no'); END"));

        await Assert.ThrowsAsync<HistoryUnavailableException>(() => history.StoreAsync(HistoryFolder.Batch(101, events[100..]), default));
        await AssertHoldsAsync(history, events[..100]);
        history.Use(db => Execute(db, "DROP TRIGGER refuse"));
        await history.StoreAsync(HistoryFolder.Batch(101, events[100..]), default);

        await AssertHoldsAsync(history, events);
    }

    [Fact]
    public async Task Every_event_is_found_again_as_it_was()
    {
        var events = new ClusterEvents(5).Next(100);
        await using var history = _folder.Open();
        await history.StoreAsync(HistoryFolder.Batch(1, events), default);

        for (var i = 0; i < events.Length; i++)
        {
            var found = (await history.GetAsync(i + 1, default))!.Event;
            Assert.Equal(events[i].Event with { InvolvedObject = found.Event.InvolvedObject, Related = found.Event.Related }, found.Event);
            Assert.Equal(events[i].Event.InvolvedObject, found.Event.InvolvedObject);
            Assert.Equal(events[i].Details, found.Details);
        }

        Assert.Null(await history.GetAsync(0, default));
        Assert.Null(await history.GetAsync(101, default));
    }

    private static int Execute(Microsoft.Data.Sqlite.SqliteConnection connection, string sql)
    {
        EventExporter.Pipeline.Journal.JournalDatabase.Execute(connection, sql);
        return 0;
    }

    private static async Task AssertHoldsAsync(SqliteHistory history, EventExporter.Pipeline.Events.AnalyzedEvent[] events)
    {
        var stats = await history.StatsAsync(default);
        Assert.Equal((events.Length, events.Sum(e => (long)e.Event.Delta)), (stats.Events, stats.Occurrences));
        Assert.Equal(stats.Occurrences, await HistoryFolder.Sum(history));
        var found = await HistoryFolder.All(history, EventQuery.Everything);
        Assert.Equal(events.Select(e => e.Event.Uid).Order(StringComparer.Ordinal), found.Select(f => f.Event.Event.Uid).Order(StringComparer.Ordinal));
    }
}
