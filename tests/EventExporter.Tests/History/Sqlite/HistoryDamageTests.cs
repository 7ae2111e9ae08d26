using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Journal;
using EventExporter.Query;
using EventExporter.Telemetry;
using EventExporter.Tests.Pipeline.Journal.Support;

namespace EventExporter.Tests.History.Sqlite;

/// <summary>The file is removed or damaged, before the start or while it is in use.</summary>
public sealed class HistoryDamageTests : IAsyncLifetime, IDisposable
{
    private const int Batches = 60;
    private const int Events = Batches * 10;

    private readonly JournalFolder _journals = new();
    private readonly HistoryFolder _folder = new();
    private SqliteJournal _journal = null!;

    private string File => _folder.Options.File;

    public async Task InitializeAsync()
    {
        _journal = _journals.Open();
        for (var at = 1; at <= Events; at += 10)
            await _journal.AppendAsync(SampleEvents.Commit(at, 10, padding: 300), default);
    }

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    public void Dispose()
    {
        _journals.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_was_removed_while_running_is_made_anew_from_what_the_journal_holds()
    {
        await using var history = await FilledAsync();
        System.IO.File.Delete(File);
        await _journal.AppendAsync(SampleEvents.Commit(Events + 1, 10), default);

        await new HistoryFollower(history, _journal).FollowAsync(await _journal.ReadAsync(Events, default), default);

        await AssertWholeAsync(history, Events + 10);
        await AssertToldAsync(history, "the file was removed");
        Assert.Empty(Directory.GetFiles(_folder.Options.Folder, "*damaged*"));
    }

    [Fact]
    public async Task A_file_that_was_removed_is_noticed_though_no_event_comes()
    {
        await using var history = await FilledAsync();
        var follower = new HistoryFollower(history, _journal);
        foreach (var file in Directory.GetFiles(_folder.Options.Folder))
            System.IO.File.Delete(file);

        await follower.TickAsync(default, default);

        await AssertWholeAsync(history, Events);
        Assert.True(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("half")]
    [InlineData("middle")]
    public async Task A_file_that_was_overwritten_while_running_is_put_aside_and_made_anew(string how)
    {
        await using var history = await FilledAsync();
        var follower = new HistoryFollower(history, _journal);
        Overwrite(how);

        // What asks or looks after the file meets the damage; the next tick fills the new one.
        await MeetAsync(async () => await HistoryFolder.All(history, EventQuery.Everything));
        _folder.Clock.Advance(TimeSpan.FromSeconds(6));
        await MeetAsync(async () => await follower.TickAsync(default, default));
        await follower.TickAsync(default, default);

        await AssertWholeAsync(history, Events);
        await AssertToldAsync(history, "the file was damaged (it is kept as history.db.damaged-*)");
        Assert.NotEmpty(Directory.GetFiles(_folder.Options.Folder, "history.db.damaged-*"));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("half")]
    [InlineData("middle")]
    public async Task Damage_is_found_by_looking_after_the_file_though_nobody_asks(string how)
    {
        await using var history = await FilledAsync();
        var follower = new HistoryFollower(history, _journal);
        Overwrite(how);

        for (var tick = 0; tick < 3; tick++)
        {
            _folder.Clock.Advance(TimeSpan.FromSeconds(6));
            await MeetAsync(async () => await follower.TickAsync(default, default));
        }

        // Pages in the middle of the file are met by whoever reads them.
        if (how != "middle")
            await AssertToldAsync(history, "the file was damaged");
        _folder.Clock.Advance(TimeSpan.FromSeconds(6));
        await MeetAsync(async () => await HistoryFolder.All(history, EventQuery.Everything));
        await follower.TickAsync(default, default);
        await AssertWholeAsync(history, Events);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("half")]
    public async Task A_damaged_file_at_the_start_is_put_aside(string how)
    {
        await (await FilledAsync()).DisposeAsync();
        Overwrite(how);

        await using var history = _folder.Open();
        var follower = new HistoryFollower(history, _journal);
        await MeetAsync(async () => await follower.TickAsync(default, default));
        _folder.Clock.Advance(TimeSpan.FromSeconds(6));
        await follower.TickAsync(default, default);

        await AssertWholeAsync(history, Events);
        await AssertToldAsync(history, "the file was damaged");
    }

    [Fact]
    public async Task A_block_that_cannot_be_decoded_is_damage_too()
    {
        await using var history = await FilledAsync();
        history.Use(db => { JournalDatabase.Execute(db, "UPDATE blocks SET events = x'000102030405' WHERE first = 11"); return 0; });
        await using var reader = _folder.OpenToRead();

        var error = await Assert.ThrowsAsync<HistoryUnavailableException>(() => HistoryFolder.All(reader, EventQuery.Everything));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        // Whoever only reads beside leaves the file alone.
        Assert.Empty(Directory.GetFiles(_folder.Options.Folder, "*damaged*"));
        Assert.Equal(Events, _folder.Number("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task What_befell_it_is_told_beside_the_exporter_and_after_the_next_start_and_in_health_for_an_hour()
    {
        await (await FilledAsync()).DisposeAsync();
        Overwrite("garbage");
        await using (var history = _folder.Open())
        {
            await using var beside = _folder.OpenToRead();
            Assert.Contains("Begun anew at 2026-01-01 00:00:00Z because the file was damaged", (await beside.StatsAsync(default)).Notice, StringComparison.Ordinal);

            _folder.Clock.Advance(TimeSpan.FromHours(2));
            await history.EnsureThereAsync(default);
            Assert.Equal(HealthState.Ok, _folder.Health.Reports[SqliteHistory.HealthPart].State);
        }

        await using var again = _folder.Open();
        Assert.NotNull((await again.StatsAsync(default)).Notice);
        _folder.Clock.Advance(_folder.Options.Retention.Longest);
        Assert.Null((await again.StatsAsync(default)).Notice);
    }

    [Fact]
    public async Task Only_the_last_damaged_file_is_kept()
    {
        for (var i = 0; i < 3; i++)
        {
            await System.IO.File.WriteAllTextAsync(File, $"shopping list {i}" + new string('x', 1000));
            await _folder.Open().DisposeAsync();
            _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.StartsWith("shopping list 2", await System.IO.File.ReadAllTextAsync(Directory.GetFiles(_folder.Options.Folder, "*damaged*").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_of_another_version_is_left_alone()
    {
        await (await FilledAsync()).DisposeAsync();
        using (var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False"))
        {
            db.Open();
            JournalDatabase.Execute(db, "PRAGMA user_version=99");
        }

        Assert.Contains("has schema 99", Assert.Throws<HistoryUnavailableException>(_folder.Open).Message, StringComparison.Ordinal);
        Assert.Equal(Events, _folder.Number("SELECT count(*) FROM events"));
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_named_with_the_way_out()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder.Options.Folder, "file"), "");
        _folder.Options = _folder.Options with { Folder = Path.Combine(_folder.Options.Folder, "file", "data") };

        var error = Assert.Throws<HistoryUnavailableException>(_folder.Open);
        _folder.Options = _folder.Options with { Folder = Path.GetDirectoryName(Path.GetDirectoryName(_folder.Options.Folder))! };

        Assert.Contains("history.db cannot be used", error.Message, StringComparison.Ordinal);
    }

    private async Task<SqliteHistory> FilledAsync()
    {
        var history = _folder.Open();
        await new HistoryFollower(history, _journal).TickAsync(default, default);
        history.Use(db => { JournalDatabase.Execute(db, "PRAGMA wal_checkpoint(TRUNCATE)"); return 0; });
        return history;
    }

    private void Overwrite(string how)
    {
        using var file = new FileStream(File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var length = file.Length;
        switch (how)
        {
            case "garbage":
                file.Write(Enumerable.Repeat((byte)0xA5, (int)length).ToArray());
                break;
            case "middle":
                file.Position = 8 * 4096;
                file.Write(Enumerable.Repeat((byte)0xEE, (int)length - (9 * 4096)).ToArray());
                break;
            default:
                file.SetLength(how == "half" ? length / 2 : 0);
                break;
        }
    }

    /// <summary>Whoever meets the damage may be told of it, in words.</summary>
    private static async Task MeetAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (HistoryUnavailableException problem)
        {
            Assert.Contains("the history begins anew with what the journal still holds", problem.Message, StringComparison.Ordinal);
        }
    }

    private static async Task AssertWholeAsync(SqliteHistory history, int count)
    {
        var uids = (await HistoryFolder.All(history, EventQuery.Everything)).Select(found => found.Event.Event.Uid).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, count).Select(i => SampleEvents.Uid(i)), uids);
        Assert.Equal(count, (await history.StatsAsync(default)).Position);
    }

    private async Task AssertToldAsync(SqliteHistory history, string why)
    {
        Assert.Contains(why, (await history.StatsAsync(default)).Notice, StringComparison.Ordinal);
        Assert.Equal(HealthState.Degraded, _folder.Health.Reports[SqliteHistory.HealthPart].State);
        Assert.Contains(why, _folder.Health.Reports[SqliteHistory.HealthPart].Detail, StringComparison.Ordinal);
    }
}
