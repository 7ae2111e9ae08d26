using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Query;
using EventExporter.Tests.Pipeline.Journal.Support;

namespace EventExporter.Tests.History.Sqlite;

public sealed class HistoryRetentionTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly HistoryFolder _folder = new();

    private DateTimeOffset Now => _folder.Clock.GetUtcNow();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_older_than_the_age_goes_and_nothing_else()
    {
        Keep(new RetentionRules { Age = TimeSpan.FromDays(2) });
        var events = Spread(2000, TimeSpan.FromDays(4));
        await using var history = await FilledAsync(events);

        await history.TidyAsync(default);

        await AssertHoldsAsync(history, events.Where(e => e.Event.LastSeen >= Now - TimeSpan.FromDays(2)));
    }

    [Fact]
    public async Task A_rule_for_the_namespace_goes_before_one_for_the_type_and_that_before_the_rest()
    {
        Keep(new RetentionRules
        {
            Age = TimeSpan.FromDays(2),
            Types = new Dictionary<string, TimeSpan> { ["Warning"] = TimeSpan.FromDays(30), ["Normal"] = TimeSpan.FromDays(3) },
            Namespaces = new Dictionary<string, TimeSpan> { ["kube-system"] = TimeSpan.FromDays(1) },
        });
        var events = Spread(3000, TimeSpan.FromDays(40));
        await using var history = await FilledAsync(events);

        await history.TidyAsync(default);

        await AssertHoldsAsync(history, events.Where(e => Now - e.Event.LastSeen <= e.Event switch
        {
            { Namespace: "kube-system" } => TimeSpan.FromDays(1),
            { Type: "Warning" } => TimeSpan.FromDays(30),
            _ => TimeSpan.FromDays(3),
        }));
    }

    [Fact]
    public async Task Over_the_size_the_oldest_go_and_the_file_gets_smaller()
    {
        var events = Spread(6000, TimeSpan.FromDays(1), padding: 400);
        await using var history = await FilledAsync(events);
        var before = Checkpointed(history);
        await history.DisposeAsync();
        Keep(new RetentionRules { Size = before / 4 });

        await using var again = _folder.Open();
        await TidyAllAsync(again);

        Assert.InRange(Checkpointed(again), 1, before / 3);
        var left = (await HistoryFolder.All(again, EventQuery.Everything, oldestFirst: true)).ConvertAll(f => f.Event.Event.Uid);
        Assert.InRange(left.Count, 500, 3000);
        Assert.Equal(events.OrderBy(e => e.Event.LastSeen).TakeLast(left.Count).Select(e => e.Event.Uid), left);
    }

    [Fact]
    public async Task Room_that_age_made_is_given_back()
    {
        Keep(new RetentionRules { Age = TimeSpan.FromDays(1) });
        await using var history = await FilledAsync(Spread(6000, TimeSpan.FromHours(20), padding: 400));
        var before = Checkpointed(history);

        _folder.Clock.Advance(TimeSpan.FromHours(22));
        await TidyAllAsync(history);

        Assert.InRange(Checkpointed(history), 1, before / 3);
    }

    [Fact]
    public async Task In_a_steady_state_the_file_does_not_grow()
    {
        Keep(new RetentionRules { Age = Hour });
        await using var history = _folder.Open();
        var sizes = new List<long>();
        for (var round = 0; round < 12; round++)
        {
            for (var i = 0; i < 5; i++)
            {
                await history.StoreAsync(HistoryFolder.Batch(history.Position + 1, [.. SampleEvents.Events(history.Position + 1, 200, padding: 400).Select(e => At(e, Now))]), default);
                _folder.Clock.Advance(TimeSpan.FromMinutes(6));
            }

            await history.TidyAsync(default);
            sizes.Add(Checkpointed(history));
        }

        Assert.InRange(sizes[^1], 1, sizes[3] * 5 / 4);
    }

    [Fact]
    public async Task It_goes_in_small_steps_between_which_others_may_write()
    {
        Keep(new RetentionRules { Age = Hour });
        await using var history = await FilledAsync(Spread(3000, TimeSpan.FromDays(2)));
        using var maintenance = history.Use(db => new HistoryMaintenance(new HistoryWriter(db, new BlockCache()), new BlockCache(), _folder.Options.Retention));

        var (left, steps) = (await LeftAsync(history), 0);
        while (left > 200)
        {
            history.Use(_ => maintenance.Step(Now));
            var now = await LeftAsync(history);
            Assert.InRange(left - now, 0, HistoryRetention.Step);
            left = now;
            Assert.True(++steps < 1000, "It does not come to an end.");
        }

        Assert.True(steps > 5);
    }

    [Fact]
    public async Task With_the_events_go_their_receipts_words_objects_and_incidents()
    {
        Keep(new RetentionRules { Age = Hour });
        var events = Spread(1000, TimeSpan.FromMinutes(30));
        await using var history = await FilledAsync(events);
        await history.Receipts.DeliveredAsync("slack", [.. events.Select((e, i) => new EventExporter.Pipeline.Delivery.DeliveryItem(i + 1, e))], new string?[events.Length], Now);
        await history.FlushReceiptsAsync(default);

        _folder.Clock.Advance(TimeSpan.FromDays(2));
        await TidyAllAsync(history);

        foreach (var table in new[] { "events", "blocks", "receipts", "objects", "series", "minutes", "hours", "incidents WHERE id > 0" })
            Assert.True(_folder.Number($"SELECT count(*) FROM {table}") == 0, table);
        Assert.Equal(0, _folder.Number("SELECT count(*) FROM words WHERE words MATCH 'restarting'"));
        Assert.Equal(0, (await history.StatsAsync(default)).Events);
        await history.StoreAsync(HistoryFolder.Batch(1001, [At(SampleEvents.Event(1), Now)]), default);
        Assert.Single(await HistoryFolder.All(history, _folder.Query("restarting since=1h")));
    }

    private static AnalyzedEvent At(AnalyzedEvent analyzed, DateTimeOffset at) => new(
        new EnrichedEvent(analyzed.Event with { LastTimestamp = at }, analyzed.Object), analyzed.Category, analyzed.Severity)
    { Details = analyzed.Details, Incident = analyzed.Incident };

    /// <summary>Up to now, not in the order of time.</summary>
    private AnalyzedEvent[] Spread(int count, TimeSpan span, int padding = 0)
    {
        var random = new Random(count);
        return padding > 0
            ? [.. SampleEvents.Events(1, count, padding).Select(e => At(e, Now - (span * random.NextDouble())))]
            : [.. new ClusterEvents(count).Next(count).Select(e => At(e, Now - (span * random.NextDouble())))];
    }

    private void Keep(RetentionRules rules) => _folder.Options = _folder.Options with { Retention = rules };

    private async Task<SqliteHistory> FilledAsync(AnalyzedEvent[] events)
    {
        var history = _folder.Open();
        for (var at = 0; at < events.Length; at += 250)
            await history.StoreAsync(HistoryFolder.Batch(at + 1, events[at..Math.Min(events.Length, at + 250)]), default);
        return history;
    }

    /// <summary>As it goes on for some time.</summary>
    private async Task TidyAllAsync(SqliteHistory history)
    {
        for (var i = 0; i < 40; i++)
        {
            await history.TidyAsync(default);
            _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private long Checkpointed(SqliteHistory history)
    {
        history.Use(db => { JournalDatabase.Execute(db, "PRAGMA wal_checkpoint(TRUNCATE)"); return 0; });
        return new FileInfo(_folder.Options.File).Length;
    }

    private static async Task<long> LeftAsync(SqliteHistory history) => (await history.StatsAsync(default)).Events;

    private static async Task AssertHoldsAsync(SqliteHistory history, IEnumerable<AnalyzedEvent> events)
    {
        var expected = events.ToList();
        var found = await HistoryFolder.All(history, EventQuery.Everything);
        Assert.Equal(expected.Select(e => e.Event.Uid).Order(StringComparer.Ordinal), found.Select(f => f.Event.Event.Uid).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Sum(e => e.Event.Delta), await HistoryFolder.Sum(history));
        Assert.Equal((expected.Count, expected.Sum(e => (long)e.Event.Delta)), (await history.StatsAsync(default)) is var stats ? (stats.Events, stats.Occurrences) : default);
    }
}
