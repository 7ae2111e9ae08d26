using EventExporter.Pipeline.Journal;
using EventExporter.Tests.Pipeline.Journal.Support;
using static EventExporter.Tests.Pipeline.Journal.Support.SampleEvents;

namespace EventExporter.Tests.Pipeline.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_journal_is_empty_and_has_no_history()
    {
        await using var journal = _folder.Open();

        Assert.Equal((0, 1), (journal.Head, journal.Tail));
        Assert.Null(journal.GetBookmark("slack"));
        Assert.Empty(journal.GetPositions());
        Assert.Empty(journal.GetSeen());
        Assert.Empty(journal.GetGaps(10));
    }

    [Fact]
    public async Task Everything_of_a_commit_is_there_after_a_restart()
    {
        var gap = new Gap("", _folder.Clock.GetUtcNow().AddHours(-1), _folder.Clock.GetUtcNow(), "The position had expired.", 7);
        var commit = Commit(1, 3) with { Gaps = [gap], State = new Dictionary<string, byte[]?> { ["incidents"] = [1, 2, 3] } };
        await using (var journal = _folder.Open())
        {
            Assert.Equal(1, (await journal.AppendAsync(commit, default))!.FirstSequence);
            journal.MoveBookmark("slack", 2);
        }

        await using var again = _folder.Open();
        Assert.Equal(3, again.Head);
        Assert.Equal(commit.Events.Select(Dump.Of), (await again.ReadAsync(0, default)).Events.Select(Dump.Of));
        Assert.Equal(commit.Seen, again.GetSeen());
        Assert.Equal(commit.Positions, again.GetPositions());
        Assert.Equal([gap], again.GetGaps(10));
        Assert.Equal([1, 2, 3], again.GetState("incidents")!);
        Assert.Equal(2, again.GetBookmark("slack"));
    }

    [Fact]
    public async Task A_part_of_the_state_goes_when_it_is_set_to_nothing()
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync(new JournalCommit { State = new Dictionary<string, byte[]?> { ["incident/b"] = [2], ["incident/a"] = [1], ["other"] = [3] } }, default);
        Assert.Equal(["incident/a", "incident/b"], journal.GetStates("incident/").Select(s => s.Key));

        await journal.AppendAsync(new JournalCommit { State = new Dictionary<string, byte[]?> { ["incident/a"] = null } }, default);

        Assert.Equal(["incident/b", "other"], journal.GetStates("").Select(s => s.Key));
    }

    [Fact]
    public async Task A_commit_without_events_gives_out_no_numbers()
    {
        await using var journal = _folder.Open();

        Assert.Null(await journal.AppendAsync(Commit(1, 0), default));
        Assert.Equal(0, journal.Head);
        Assert.Single(journal.GetPositions());
    }

    [Fact]
    public async Task A_reader_that_keeps_up_gets_the_very_batch()
    {
        await using var journal = _folder.Open();
        var waiting = journal.ReadAsync(0, default);
        Assert.False(waiting.IsCompleted);

        var committed = await journal.AppendAsync(Commit(1, 5), default);

        Assert.Same(committed, await waiting);
    }

    [Fact]
    public async Task A_reader_amid_a_batch_gets_the_rest_of_it()
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync(Commit(1, 10), default);

        var rest = await journal.ReadAsync(7, default);

        Assert.Equal(8, rest.FirstSequence);
        Assert.Equal([Uid(8), Uid(9), Uid(10)], Uids(rest.Events));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        await using var journal = _folder.Open();
        using var stop = new CancellationTokenSource();
        var waiting = journal.ReadAsync(0, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task Readers_of_different_paces_get_every_event_once_and_in_order(long cacheBytes)
    {
        _folder.Options = _folder.Options with { TailCacheBytes = cacheBytes };
        await using var journal = _folder.Open();
        const int total = 3000;
        var readers = Enumerable.Range(0, 4).Select(pace => Task.Run(() => FollowAsync(journal, total, pace))).ToArray();

        var random = new Random(1);
        for (var next = 1; next <= total;)
        {
            var count = Math.Min(random.Next(1, 40), total - next + 1);
            await journal.AppendAsync(Commit(next, count), default);
            next += count;
        }

        foreach (var read in await Task.WhenAll(readers))
            Assert.Equal(Enumerable.Range(1, total).Select(i => Uid(i)), read);
    }

    [Fact]
    public async Task Bookmarks_of_receivers_that_are_no_longer_configured_are_forgotten()
    {
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync(Commit(1, 5), default);
            journal.MoveBookmark("slack", 2);
            journal.MoveBookmark("opsgenie", 3);
            await journal.FlushAsync(default);
            journal.SetReceivers(["opsgenie"]);
        }

        await using var again = _folder.Open();
        Assert.Null(again.GetBookmark("slack"));
        Assert.Equal(3, again.GetBookmark("opsgenie"));
    }

    [Fact]
    public async Task A_second_exporter_on_the_same_folder_is_refused()
    {
        await using var journal = _folder.Open();

        var error = Assert.Throws<JournalUnavailableException>(_folder.Open);

        Assert.Contains("in use by another event-exporter process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_that_is_recorded_again_replaces_the_earlier_record()
    {
        await using var journal = _folder.Open();
        var now = _folder.Clock.GetUtcNow();
        await journal.AppendAsync(new JournalCommit { Gaps = [new Gap("", now, now, "expired", null), new Gap("a", now, now, "other", null)] }, default);

        await journal.AppendAsync(new JournalCommit { Gaps = [new Gap("", now, now.AddMinutes(1), "expired", 12)] }, default);

        Assert.Equal([new Gap("a", now, now, "other", null), new Gap("", now, now.AddMinutes(1), "expired", 12)], journal.GetGaps(10));
    }

    private static async Task<List<string>> FollowAsync(SqliteJournal journal, int total, int pace)
    {
        var read = new List<string>();
        for (long at = 0; at < total;)
        {
            var batch = await journal.ReadAsync(at, default);
            Assert.Equal(at + 1, batch.FirstSequence);
            read.AddRange(Uids(batch.Events));
            at = batch.LastSequence;
            for (var i = 0; i < pace * 3; i++)
                await Task.Yield();
        }

        return read;
    }
}
