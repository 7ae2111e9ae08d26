using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using EventExporter.Tests.Pipeline.Journal.Support;
using static EventExporter.Tests.Pipeline.Journal.Support.SampleEvents;

namespace EventExporter.Tests.Pipeline.Journal;

public sealed class JournalRetentionTests : IDisposable
{
    private const int MaxSize = 2 << 20;
    private const int Padding = 2000;

    private readonly JournalFolder _folder = new(o => o with { MaxSize = MaxSize, TailCacheBytes = 0 });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_every_receiver_has_passed_goes_after_an_hour()
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync(Commit(1, 10), default);
        _folder.Clock.Advance(TimeSpan.FromMinutes(40));
        await journal.AppendAsync(Commit(11, 10), default);
        journal.MoveBookmark("slack", 20);
        journal.MoveBookmark("opsgenie", 20);

        _folder.Clock.Advance(TimeSpan.FromMinutes(30));
        await journal.MaintainAsync(default);

        Assert.Equal((11, 20), (journal.Tail, journal.Head));
    }

    [Fact]
    public async Task What_one_receiver_still_needs_stays_however_old()
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync(Commit(1, 10), default);
        await journal.AppendAsync(Commit(11, 10), default);
        journal.MoveBookmark("slack", 20);
        journal.MoveBookmark("opsgenie", 15);

        _folder.Clock.Advance(TimeSpan.FromDays(3));
        await journal.MaintainAsync(default);

        Assert.Equal(11, journal.Tail);
        Assert.Equal(Uid(16), (await journal.ReadAsync(15, default)).Events[0].Event.Uid);
    }

    [Fact]
    public async Task A_receiver_that_is_no_longer_configured_holds_nothing()
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync(Commit(1, 10), default);
        journal.MoveBookmark("slack", 10);
        journal.MoveBookmark("gone", 0);
        _folder.Clock.Advance(TimeSpan.FromHours(2));
        await journal.MaintainAsync(default);
        Assert.Equal(1, journal.Tail);

        journal.SetReceivers(["slack"]);
        await journal.MaintainAsync(default);

        Assert.Equal(11, journal.Tail);
    }

    [Fact]
    public async Task Sequence_numbers_are_not_used_again_when_everything_was_removed()
    {
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync(Commit(1, 10), default);
            _folder.Clock.Advance(TimeSpan.FromHours(2));
            await journal.MaintainAsync(default);
            Assert.Equal((11, 10), (journal.Tail, journal.Head));
        }

        await using var again = _folder.Open();
        Assert.Equal((11, 10), (again.Tail, again.Head));
        Assert.Equal(11, (await again.AppendAsync(Commit(11, 1), default))!.FirstSequence);
    }

    [Fact]
    public async Task The_seen_set_outlives_the_events_and_goes_when_the_api_server_has_forgotten_too()
    {
        _folder.Options = _folder.Options with { Retention = TimeSpan.FromMinutes(1) };
        await using var journal = _folder.Open();
        await journal.AppendAsync(Commit(1, 10), default);

        _folder.Clock.Advance(TimeSpan.FromMinutes(65));
        await journal.MaintainAsync(default);
        Assert.Equal(11, journal.Tail);
        Assert.Equal(10, journal.GetSeen().Count());

        _folder.Clock.Advance(TimeSpan.FromMinutes(10));
        await journal.MaintainAsync(default);
        Assert.Empty(journal.GetSeen());
    }

    [Fact]
    public async Task The_seen_set_is_compacted_at_start_and_says_the_same()
    {
        await using (var journal = _folder.Open())
        {
            for (uint second = 0; second < 200; second++)
                await journal.AppendAsync(new JournalCommit { Seen = [new SeenEntry(second % 7, second, 1, second), new SeenEntry(1000 + second, 1, 1, second)] }, default);
        }

        await using var again = _folder.Open();
        var seen = again.GetSeen().ToList();
        Assert.Equal(207, seen.Count);
        Assert.Equal(seen.OrderBy(e => e.LastSeen), seen);
        Assert.Contains(new SeenEntry(199 % 7, 199, 1, 199), seen);
    }

    [Fact]
    public async Task A_full_journal_first_gives_up_what_everybody_has_passed()
    {
        await using var journal = _folder.Open();
        for (var i = 0; i < 300; i++)
        {
            await journal.AppendAsync(Commit((i * 10) + 1, 10, Padding), default);
            journal.MoveBookmark("slack", journal.Head);
        }

        Assert.True(journal.Tail > 1);
        Assert.Empty(journal.DeadLetters.ListDeadLetters(null, null, 10));
        Assert.Equal(3000, journal.GetSeen().Count());
        AssertSize();
    }

    [Fact]
    public async Task A_full_journal_moves_the_slowest_receiver_on_and_says_so_once()
    {
        await using var journal = _folder.Open();
        journal.MoveBookmark("quick", 0);
        journal.MoveBookmark("slow", 5);
        for (var i = 0; i < 300; i++)
        {
            await journal.AppendAsync(Commit((i * 10) + 1, 10, Padding), default);
            journal.MoveBookmark("quick", journal.Head);
        }

        var letter = Assert.Single(journal.DeadLetters.ListDeadLetters(null, null, 10));
        Assert.Equal(("slow", 6L, journal.Tail - 6), (letter.Receiver, letter.Sequence, letter.Count));
        Assert.Contains($"events 6 to {journal.Tail - 1}", letter.Reason, StringComparison.Ordinal);
        Assert.Equal("receiver/slow", Assert.Single(journal.GetGaps(10)).Scope);
        Assert.True(journal.RecordedGaps.TryRead(out _));
        Assert.Equal(journal.Tail - 1, journal.GetBookmark("slow"));
        Assert.Equal(journal.Tail, (await journal.ReadAsync(5, default)).FirstSequence);
        Assert.InRange(journal.Head - journal.Tail, 300, 1000);
        AssertSize();
    }

    [Fact]
    public async Task A_full_journal_that_holds_waits_for_the_slowest_receiver()
    {
        _folder.Options = _folder.Options with { WhenFull = WhenFull.Hold };
        await using var journal = _folder.Open();
        journal.MoveBookmark("slow", 0);
        var next = 1;
        Task<JournalBatch?> append;
        while ((append = journal.AppendAsync(Commit(next, 10, Padding), default)).IsCompleted)
            next += 10;

        await Task.Yield();
        Assert.False(append.IsCompleted);
        Assert.Equal(1, journal.Tail);
        Assert.Equal(HealthState.Degraded, _folder.Health.Reports["journal"].State);

        journal.MoveBookmark("slow", journal.Head);
        Assert.Equal(next, (await append.WaitAsync(TimeSpan.FromSeconds(30)))!.FirstSequence);
        Assert.Equal(HealthState.Ok, _folder.Health.Reports["journal"].State);
        AssertSize();
    }

    [Fact]
    public async Task Space_is_given_back_to_the_disk()
    {
        _folder.Options = _folder.Options with { MaxSize = 64 << 20 };
        await using var journal = _folder.Open();
        for (var i = 0; i < 200; i++)
            await journal.AppendAsync(Commit((i * 10) + 1, 10, Padding), default);
        await journal.MaintainAsync(default);
        var before = new FileInfo(_folder.Options.File).Length;

        _folder.Clock.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 10; i++)
            await journal.MaintainAsync(default);
        journal.Use(db => { JournalDatabase.Execute(db, "PRAGMA wal_checkpoint"); return 0; });

        var after = new FileInfo(_folder.Options.File).Length;
        Assert.True(after < before / 2, $"{before} -> {after}");
    }

    private void AssertSize()
    {
        var size = Directory.GetFiles(_folder.Path, "journal.db*").Sum(f => new FileInfo(f).Length);
        Assert.InRange(size, 1, MaxSize + (MaxSize / 16));
    }
}
