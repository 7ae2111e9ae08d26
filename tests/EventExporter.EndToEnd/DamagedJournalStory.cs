using System.Net;
using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>The disk under the journal lets the program down.</summary>
public sealed class DamagedJournalStory : Story
{
    [Theory]
    [InlineData("cut short")]
    [InlineData("overwritten in the middle")]
    [InlineData("overwritten at the beginning")]
    public async Task A_damaged_file_is_kept_aside_and_the_program_goes_on(string damage)
    {
        var config = Config(ElasticsearchReceiver());
        Events.HappenOften(2_000, events: 400);
        var first = await RunAsync(config);
        await AllIndexedAsync(first);
        Assert.Equal(0, await first.StopAsync());
        Damage(damage);
        Events.HappenOften(50, prefix: "meanwhile");

        var second = await RunUntilReadyAsync(config);
        await Eventually.TrueAsync(() => HasAllEvents(), () => second.Log);
        await Eventually.TrueAsync(() => Indexed.Gaps.Count > 0, () => second.Log);
        Assert.Equal(1, second.LogLines("file was damaged and was moved to"));
        Assert.NotEmpty(Directory.GetFiles(Workspace.Data, "journal.db.damaged-*"));
        Assert.Equal(0, await second.StopAsync());

        // No second salvage: the file in its place is whole.
        var third = await RunUntilReadyAsync(config);
        Events.HappenOften(10, prefix: "later");
        await Eventually.TrueAsync(() => HasAllEvents(), () => third.Log);
        Assert.Equal(0, third.LogLines("damaged"));
    }

    [Fact]
    public async Task A_file_that_is_no_journal_at_all_is_kept_aside()
    {
        Directory.CreateDirectory(Workspace.Data);
        await File.WriteAllTextAsync(Workspace.Journal, string.Concat(Enumerable.Repeat("this was somebody's shopping list\n", 500)));
        Events.HappenOften(20);
        var exporter = await RunUntilReadyAsync(Config(ElasticsearchReceiver()));

        await AllIndexedAsync(exporter);
        Assert.Contains("shopping list", await File.ReadAllTextAsync(Directory.GetFiles(Workspace.Data, "journal.db.damaged-*Z").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_program_on_the_same_journal_is_told_so_and_waits()
    {
        var config = Config(ElasticsearchReceiver());
        var first = await RunUntilReadyAsync(config);
        var second = await RunAsync(config);

        await Eventually.TrueAsync(async () => (await second.GetAsync("/-/healthy")).Status == HttpStatusCode.ServiceUnavailable, () => second.Log);
        Assert.Contains("another", (await second.GetAsync("/-/healthy")).Text, StringComparison.Ordinal);
        await first.KillAsync();
        await second.ReadyAsync();
        Events.HappenOften(20);
        await AllIndexedAsync(second);
    }

    [SkippableFact]
    public async Task A_full_disk_turns_health_red_and_room_makes_it_well_again()
    {
        using var disk = SmallDisk.Mount(Workspace["disk"], "3m");
        Skip.If(disk is null, "no file system can be mounted here");
        var config = Config(ElasticsearchReceiver());
        File.WriteAllText(config, File.ReadAllText(config).Replace(Workspace.Data, disk.Path, StringComparison.Ordinal));
        var exporter = await RunUntilReadyAsync(config);
        var filler = disk.Fill();
        Events.HappenOften(3_000, events: 1_000);

        await Eventually.TrueAsync(async () => (await exporter.GetAsync("/-/healthy")).Status == HttpStatusCode.ServiceUnavailable, () => exporter.Log);
        Assert.Matches("journal: failed, .*(full|space)", (await exporter.GetAsync("/-/healthy")).Text);
        Assert.InRange(exporter.LogLines("ERR"), 1, 3);

        File.Delete(filler);
        await AllIndexedAsync(exporter);
        await Eventually.TrueAsync(async () => (await exporter.GetAsync("/-/healthy")).Status == HttpStatusCode.OK, () => exporter.Log);
    }

    /// <summary>Every event in the state that it has now.</summary>
    private bool HasAllEvents()
    {
        var latest = Indexed.Documents.GroupBy(d => (string)d["metadata"]!["uid"]!).ToDictionary(g => g.Key, g => g.Max(d => d["count"]!.GetValue<long>()));
        return Events.Counts.All(c => latest.GetValueOrDefault(c.Key) == c.Value);
    }

    private void Damage(string how)
    {
        using var file = File.OpenWrite(Workspace.Journal);
        if (how == "cut short")
        {
            file.SetLength(file.Length / 2);
            return;
        }

        file.Position = how == "overwritten at the beginning" ? 0 : file.Length / 3;
        var rubbish = new byte[file.Length / 3];
        Array.Fill(rubbish, (byte)0xA5);
        file.Write(rubbish);
    }
}
