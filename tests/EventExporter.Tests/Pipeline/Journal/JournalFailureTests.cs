using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using EventExporter.Tests.Pipeline.Journal.Support;
using static EventExporter.Tests.Pipeline.Journal.Support.SampleEvents;

namespace EventExporter.Tests.Pipeline.Journal;

public sealed class JournalFailureTests : IDisposable
{
    private const int Padding = 2000;

    private readonly JournalFolder _folder = new(o => o with { TailCacheBytes = 0 });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_is_told_and_the_same_commit_succeeds_when_there_is_room_again()
    {
        await using var journal = _folder.Open();
        journal.MoveBookmark("slow", 0);
        LimitPages(journal, 60);

        var (next, error) = await FillAsync(journal);

        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Options.File, error.Message, StringComparison.Ordinal);
        Assert.Equal(HealthState.Failed, _folder.Health.Reports["journal"].State);
        Assert.Equal(next - 1, journal.Head);

        await journal.MaintainAsync(default);
        Assert.Equal(HealthState.Failed, _folder.Health.Reports["journal"].State);

        LimitPages(journal, 1_000_000);
        Assert.Equal(next, (await journal.AppendAsync(Commit(next, 10, Padding), default))!.FirstSequence);
        Assert.Equal(HealthState.Ok, _folder.Health.Reports["journal"].State);
        Assert.Equal(Enumerable.Range(1, next + 9).Select(i => Uid(i)), await ReadAllAsync(journal));
    }

    [Fact]
    public async Task On_a_full_disk_what_everybody_has_passed_makes_room()
    {
        await using var journal = _folder.Open();
        journal.MoveBookmark("slack", 0);
        LimitPages(journal, 60);
        var (next, _) = await FillAsync(journal);

        journal.MoveBookmark("slack", journal.Head);

        Assert.NotNull(await journal.AppendAsync(Commit(next, 10, Padding), default));
        Assert.Equal(next, journal.Tail);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_moved_aside()
    {
        await FillAndCloseAsync(10);
        File.WriteAllText(_folder.Options.File, "This was a journal once." + new string('x', 100_000));

        await using var journal = _folder.Open();

        Assert.Equal(HealthState.Degraded, _folder.Health.Reports["journal"].State);
        Assert.Contains("was damaged and was moved to", Assert.Single(journal.GetGaps(10)).Why, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path, "journal.db.damaged-*"));
        Assert.True(journal.Tail > 100, "Numbers that were given out before are not used again.");
        Assert.NotNull(await journal.AppendAsync(Commit(1, 1), default));
    }

    [Fact]
    public async Task A_damaged_page_costs_what_lies_on_it_and_no_more()
    {
        await FillAndCloseAsync(100);
        using (var file = File.OpenWrite(_folder.Options.File))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[5 * 8192]);
        }

        var read = new List<string>();
        await using (var journal = _folder.Open())
            read = await ReadAllAsync(journal);

        Assert.InRange(read.Count, 500, 999);
        Assert.Equal(read.Order(StringComparer.Ordinal), read);
        Assert.Contains(Uid(1), read);
        Assert.Contains(Uid(1000), read);
        await using var again = _folder.Open();
        Assert.Equal(1000, again.Head);
        Assert.NotEmpty(again.GetGaps(10));
        Assert.Equal(7, again.GetBookmark("slack"));
        Assert.Equal("1000", Assert.Single(again.GetPositions()).ResourceVersion);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_salvaged()
    {
        await FillAndCloseAsync(100);
        using (var file = File.OpenWrite(_folder.Options.File))
            file.SetLength(file.Length / 2);

        await using var journal = _folder.Open();
        var read = await ReadAllAsync(journal);

        Assert.Equal(Enumerable.Range(1, read.Count).Select(i => Uid(i)), read);
        Assert.True((await journal.AppendAsync(Commit(1001, 1), default))!.FirstSequence > 1000);
    }

    [Fact]
    public async Task A_salvage_that_was_interrupted_after_moving_the_damaged_file_is_finished()
    {
        await FillAndCloseAsync(10);
        File.Move(_folder.Options.File, _folder.Options.File + ".salvage");

        await using var journal = _folder.Open();

        Assert.Equal(100, (await ReadAllAsync(journal)).Count);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_read_is_skipped_and_put_on_record()
    {
        await using var journal = _folder.Open();
        for (var i = 0; i < 3; i++)
            await journal.AppendAsync(Commit((i * 10) + 1, 10), default);
        journal.Use(db => { JournalDatabase.Execute(db, "UPDATE batches SET events = x'0102030405060708090a0b0c0d0e' WHERE first = 11"); return 0; });

        var first = await journal.ReadAsync(0, default);
        var second = await journal.ReadAsync(first.LastSequence, default);

        Assert.Equal((1, 21), (first.FirstSequence, second.FirstSequence));
        Assert.Contains("Events 11 to 20", Assert.Single(journal.GetGaps(10)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_that_is_met_while_running_is_repaired_and_reading_and_appending_go_on()
    {
        await using var journal = _folder.Open();
        for (var i = 0; i < 100; i++)
            await journal.AppendAsync(Commit((i * 10) + 1, 10, Padding), default);
        journal.MoveBookmark("slack", 7);
        await journal.FlushAsync(default);
        journal.Use(db => { JournalDatabase.Execute(db, "PRAGMA wal_checkpoint(TRUNCATE)"); return 0; });
        using (var file = new FileStream(_folder.Options.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = file.Length / 2;
            file.Write(Enumerable.Repeat((byte)0xEE, 20 * 8192).ToArray());
        }

        var read = await ReadAllAsync(journal);

        Assert.InRange(read.Count, 400, 999);
        Assert.Equal((Uid(1), Uid(1000)), (read[0], read[^1]));
        Assert.Equal(1001, (await journal.AppendAsync(Commit(1001, 10), default))!.FirstSequence);
        Assert.Equal(7, journal.GetBookmark("slack"));
        Assert.NotEmpty(journal.GetGaps(10));
    }

    [Fact]
    public async Task A_closed_journal_says_that_it_is_closed()
    {
        var journal = _folder.Open();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.AppendAsync(Commit(1, 1), default));
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_left_alone()
    {
        await FillAndCloseAsync(1);
        using (var db = JournalDatabase.OpenBeside(_folder.Options.File))
            JournalDatabase.Execute(db, $"PRAGMA user_version={JournalDatabase.SchemaVersion + 1}");

        var error = Assert.Throws<JournalUnavailableException>(_folder.Open);

        Assert.Contains("written by a newer version", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path, "journal.db"));
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_named_with_the_way_out()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");
        _folder.Options = _folder.Options with { Folder = Path.Combine(_folder.Path, "file", "journal") };

        var error = Assert.Throws<JournalUnavailableException>(_folder.Open);

        Assert.Contains(_folder.Options.File, error.Message, StringComparison.Ordinal);
        Assert.Contains("Check", error.Message, StringComparison.Ordinal);
    }

    private static void LimitPages(SqliteJournal journal, int pages) =>
        journal.Use(db => { JournalDatabase.Execute(db, $"PRAGMA max_page_count={pages}"); return 0; });

    private static async Task<(int Next, JournalUnavailableException Error)> FillAsync(SqliteJournal journal)
    {
        for (var next = 1; next < 100_000; next += 10)
        {
            try
            {
                await journal.AppendAsync(Commit(next, 10, Padding), default);
            }
            catch (JournalUnavailableException error)
            {
                return (next, error);
            }
        }

        throw new InvalidOperationException("The limit had no effect.");
    }

    private async Task FillAndCloseAsync(int batches)
    {
        await using var journal = _folder.Open();
        for (var i = 0; i < batches; i++)
            await journal.AppendAsync(Commit((i * 10) + 1, 10, Padding), default);
        journal.MoveBookmark("slack", 7);
    }

    private static async Task<List<string>> ReadAllAsync(SqliteJournal journal)
    {
        var read = new List<string>();
        for (var at = journal.Tail - 1; at < journal.Head;)
        {
            var batch = await journal.ReadAsync(at, default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            read.AddRange(Uids(batch.Events));
            at = batch.LastSequence;
        }

        return read;
    }
}
