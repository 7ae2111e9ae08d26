using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Following;
using EventExporter.Telemetry;
using EventExporter.Tests.Pipeline.Journal.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.History.Sqlite;

/// <summary>There is no more room on the disk.</summary>
public sealed class HistoryDiskFullTests : IDisposable
{
    private readonly JournalFolder _journals = new();
    private readonly HistoryFolder _folder = new();

    public void Dispose()
    {
        _journals.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_told_with_the_way_out_and_what_is_there_can_still_be_asked()
    {
        await using var history = _folder.Open();
        var (stored, error) = await FillAsync(history);

        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Options.File, error.Message, StringComparison.Ordinal);
        Assert.Contains("history.retention.size", error.Message, StringComparison.Ordinal);
        Assert.Equal(stored, await HistoryFolder.Sum(history));
        Assert.Equal(stored, (await HistoryFolder.All(history, _folder.Query("reason=BackOff"))).Count);
        Assert.Equal(stored, history.Position);
    }

    [Fact]
    public async Task With_room_again_the_same_batch_is_stored_and_receipts_were_not_lost()
    {
        await using var history = _folder.Open();
        var (stored, _) = await FillAsync(history);
        var items = Enumerable.Range(1, 2000).Select(i => new EventExporter.Pipeline.Delivery.DeliveryItem(i, SampleEvents.Event(i))).ToArray();
        await history.Receipts.DeliveredAsync("slack", items, [.. items.Select(i => $"ts-{i.Sequence}-{new string('x', 200)}")], default);
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => history.FlushReceiptsAsync(default));
        Assert.Equal(2000, history.Receipts.Count);

        LimitPages(history, 1_000_000);
        await history.StoreAsync(Batch(stored + 1, 100), default);

        Assert.Equal(stored + 100, await HistoryFolder.Sum(history));
        Assert.StartsWith("ts-7-", Assert.Single(await history.ReceiptsAsync(7, default)).Id, StringComparison.Ordinal);
        Assert.Equal(0, history.Receipts.Count);
    }

    [Fact]
    public async Task The_journal_is_not_held_up_health_tells_it_and_the_history_catches_up_by_itself()
    {
        await using var journal = _journals.Open();
        await using var history = _folder.Open();
        LimitPages(history, 120);
        using var loop = new FollowerLoop(new HistoryFollower(history, journal), journal, _folder.Health, NullLogger.Instance, _folder.Clock);
        using var stop = new CancellationTokenSource();
        var running = loop.RunAsync(stop.Token);

        for (var at = 1; at <= 1000; at += 100)
            await journal.AppendAsync(SampleEvents.Commit(at, 100, padding: 2000), default);
        await HistoryFolder.UntilAsync(() => Task.FromResult(Health("history") == HealthState.Degraded));
        Assert.Equal(1000, journal.Head);
        Assert.Contains("the disk is full", _folder.Health.Reports["history"].Detail, StringComparison.Ordinal);
        Assert.InRange(history.Position, 0, 999);

        LimitPages(history, 1_000_000);
        await HistoryFolder.UntilAsync(() =>
        {
            _folder.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(Health("history") == HealthState.Ok && history.Position == 1000);
        });
        Assert.Equal(1000, await HistoryFolder.Sum(history));
        await stop.CancelAsync();
        await running;
    }

    private HealthState? Health(string part) => _folder.Health.Reports.TryGetValue(part, out var report) ? report.State : null;

    private static JournalBatch Batch(long first, int count) => HistoryFolder.Batch(first, SampleEvents.Events(first, count, padding: 2000));

    private static void LimitPages(SqliteHistory history, int pages) =>
        history.Use(db => { JournalDatabase.Execute(db, $"PRAGMA max_page_count={pages}"); return 0; });

    private static async Task<(long Stored, HistoryUnavailableException Error)> FillAsync(SqliteHistory history)
    {
        LimitPages(history, 120);
        for (var at = 1L; at < 100_000; at += 100)
        {
            try
            {
                await history.StoreAsync(Batch(at, 100), default);
            }
            catch (HistoryUnavailableException error)
            {
                return (at - 1, error);
            }
        }

        throw new InvalidOperationException("The limit had no effect.");
    }
}
