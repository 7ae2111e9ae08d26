using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Following;
using EventExporter.Query;
using EventExporter.Tests.Pipeline.Journal.Support;

namespace EventExporter.Tests.History;

/// <summary>The history behind a real journal.</summary>
public sealed class HistoryFollowerTests : IDisposable
{
    private readonly JournalFolder _journals = new();
    private readonly HistoryFolder _folder = new();

    public void Dispose()
    {
        _journals.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task After_a_crash_between_the_commit_and_the_bookmark_nothing_is_taken_twice_and_nothing_left_out()
    {
        await using var journal = _journals.Open();
        await AppendAsync(journal, 1, 30);
        await using (var history = _folder.Open())
        {
            // Twenty are committed here; no bookmark was ever moved.
            await new HistoryFollower(history, journal).FollowAsync(await journal.ReadAsync(0, default), default);
            await new HistoryFollower(history, journal).FollowAsync(await journal.ReadAsync(10, default), default);
        }

        await using var again = _folder.Open();
        var follower = new HistoryFollower(again, journal);
        Assert.Equal(20, follower.Position);
        for (var at = 0L; at < 30;)
        {
            // A reader that believes its own, older bookmark.
            var batch = await journal.ReadAsync(at, default);
            await follower.FollowAsync(batch, default);
            at = batch.LastSequence;
        }

        await AssertUidsAsync(again, 30);
    }

    [Fact]
    public async Task The_loop_goes_on_from_what_the_history_has_whatever_the_bookmark_says()
    {
        await using var journal = _journals.Open();
        await AppendAsync(journal, 1, 30);
        journal.MoveBookmark("follower/history", 30);
        await using var history = _folder.Open();
        await history.StoreAsync(await journal.ReadAsync(0, default), default);

        using var loop = new FollowerLoop(new HistoryFollower(history, journal), journal, _folder.Health, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = loop.RunAsync(stop.Token);
        await loop.DrainAsync(30, default).WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await running;

        await AssertUidsAsync(history, 30);
    }

    [Fact]
    public async Task A_journal_that_began_anew_is_put_after_what_is_there_and_its_receipts_go_to_its_own_events()
    {
        await using (var first = _journals.Open())
        {
            await AppendAsync(first, 1, 30);
            await using var history = _folder.Open();
            await new HistoryFollower(history, first).TickAsync(default, default);
        }

        foreach (var file in Directory.GetFiles(_journals.Path))
            File.Delete(file);
        await using var second = _journals.Open();
        await AppendAsync(second, 101, 10);
        await using var again = _folder.Open();
        var follower = new HistoryFollower(again, second);
        Assert.Equal(0, follower.Position);
        await again.Receipts.DeliveredAsync("slack", [new(1, SampleEvents.Event(101))], ["ts-101"], _folder.Clock.GetUtcNow());
        await follower.TickAsync(default, default);

        Assert.Equal(40, (await again.StatsAsync(default)).Events);
        Assert.Empty(await again.ReceiptsAsync(1, default));
        Assert.Equal("ts-101", Assert.Single(await again.ReceiptsAsync(31, default)).Id);
        Assert.Equal(SampleEvents.Uid(101), (await again.GetAsync(31, default))!.Event.Event.Uid);
        Assert.Equal(10, follower.Position);
    }

    [Fact]
    public async Task A_history_that_is_new_takes_what_the_journal_still_holds()
    {
        await using var journal = _journals.Open();
        await AppendAsync(journal, 1, 50);
        await using var history = _folder.Open();

        await new HistoryFollower(history, journal).TickAsync(default, default);

        await AssertUidsAsync(history, 50);
    }

    private static async Task AppendAsync(SqliteJournal journal, int first, int count)
    {
        for (var at = first; at < first + count; at += 10)
            await journal.AppendAsync(SampleEvents.Commit(at, 10), default);
    }

    private static async Task AssertUidsAsync(SqliteHistory history, int count)
    {
        var uids = (await HistoryFolder.All(history, EventQuery.Everything)).Select(found => found.Event.Event.Uid).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, count).Select(i => SampleEvents.Uid(i)), uids);
        Assert.Equal(count, (await history.StatsAsync(default)).Events);
    }
}
