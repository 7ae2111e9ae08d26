using System.Text.Json.Nodes;
using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>What happened is still known later, whatever befell the program or its file, and can be asked from the command line.</summary>
public sealed class HistoryStory : Story
{
    private string History => Path.Combine(Workspace.Data, "history.db");

    [Fact]
    public async Task Killed_and_started_again_it_counts_every_occurrence_once()
    {
        var config = Config(WebhookReceiver());
        using var enough = new CancellationTokenSource();
        var stream = Task.Run(() => StreamAsync(enough.Token));
        foreach (var kill in new[] { 1, 2 })
        {
            var exporter = await RunAsync(config);
            var before = await CountAsync(config);
            await Eventually.TrueAsync(async () => await CountAsync(config) > before + 50, () => $"something should be in the history before kill {kill}\n{exporter.Log}");
            await exporter.KillAsync();
        }

        var last = await RunAsync(config);
        await enough.CancelAsync();
        await stream;
        await AllInHistoryAsync(config, last);
        var perObject = (await AskAsync(config, "query", "kind=Pod", "--group-by", "name", "--limit", "1000", "--output", "json")).ToDictionary(g => (string)g!["name"]!, g => g!["count"]!.GetValue<long>());
        Assert.Equal(Events.Counts.Values.Sum(), perObject.Values.Sum());
        foreach (var bucket in new[] { "1s", "7s", "1m", "1h", "1d" })
            Assert.Equal(Events.Occurrences, (await AskAsync(config, "query", "kind=Pod", "--bucket", bucket, "--output", "json")).Sum(g => g!["count"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_history_that_is_deleted_or_overwritten_while_running_is_rebuilt_and_says_so()
    {
        var config = Config(ElasticsearchReceiver());
        var exporter = await RunUntilReadyAsync(config);
        Events.HappenOften(300, events: 30);
        await AllInHistoryAsync(config, exporter);

        File.Delete(History);
        Events.HappenOften(20, prefix: "after-the-deletion");
        await AllInHistoryAsync(config, exporter);
        Assert.Equal(1, exporter.LogLines("because the file was removed"));
        Assert.Contains("because the file was removed", (string?)(await StatsAsync(config))["notice"], StringComparison.Ordinal);

        // After an orderly end everything is in the file itself, and nothing in its log.
        Assert.Equal(0, await exporter.StopAsync());
        exporter = await RunUntilReadyAsync(config);
        await File.WriteAllTextAsync(History, new string('x', 100_000));
        Events.HappenOften(20, prefix: "after-the-garbage");
        await Eventually.TrueAsync(() => exporter.LogLines("because the file was damaged") > 0, () => exporter.Log);
        await AllInHistoryAsync(config, exporter);
        Assert.Equal(1, exporter.LogLines("because the file was damaged"));
        Assert.Contains("because the file was damaged", (string?)(await StatsAsync(config))["notice"], StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Workspace.Data, "history.db.damaged-*"));
        await Eventually.EqualAsync(Events.Occurrences, () => Indexed.Sum, () => exporter.Log);
    }

    [Fact]
    public async Task Receipts_outlive_a_kill()
    {
        var config = Config(WebhookReceiver());
        var exporter = await RunUntilReadyAsync(config);
        Events.HappenOften(40, events: 4);
        await Eventually.TrueAsync(async () => await CountAsync(config, "receiver=hook kind=Pod") == Events.Occurrences, () => exporter.Log);
        await exporter.KillAsync();

        var again = await RunUntilReadyAsync(config);
        Assert.Equal(Events.Occurrences, await CountAsync(config, "receiver=hook kind=Pod"));
        Assert.Equal(0, await CountAsync(config, "kind=Pod not receiver=hook"));
        Assert.Equal(0, await CountAsync(config, "receiver=somebody"));
        Assert.Equal(0, await again.StopAsync());
    }

    [SkippableFact]
    public async Task A_full_disk_under_the_history_is_told_delivery_goes_on_and_it_catches_up_with_room()
    {
        using var disk = SmallDisk.Mount(Workspace["disk"], "8m");
        Skip.If(disk is null, "no file system can be mounted here");
        // The journal stays on the large disk: only the history meets the full one.
        var config = ConfigWith("history: {retention: {size: 16Mi}}", ElasticsearchReceiver());
        Directory.CreateDirectory(Workspace.Data);
        File.CreateSymbolicLink(History, Path.Combine(disk.Path, "history.db"));
        await File.WriteAllBytesAsync(Path.Combine(disk.Path, "history.db"), []);
        var exporter = await RunUntilReadyAsync(config);
        var filler = disk.Fill();
        Events.HappenOften(6_000, events: 3_000);

        await Eventually.TrueAsync(async () => (await exporter.GetAsync("/-/healthy")).Text.Contains("history: degraded", StringComparison.Ordinal), () => exporter.Log);
        Assert.Contains("the disk is full", (await exporter.GetAsync("/-/healthy")).Text, StringComparison.Ordinal);
        await Eventually.EqualAsync(Events.Occurrences, () => Indexed.Sum, () => exporter.Log);

        File.Delete(filler);
        await AllInHistoryAsync(config, exporter);
        await Eventually.TrueAsync(async () => !(await exporter.GetAsync("/-/healthy")).Text.Contains("degraded", StringComparison.Ordinal), () => exporter.Log);
    }

    [Fact]
    public async Task The_commands_tell_the_same_story_in_every_form()
    {
        var config = Config(WebhookReceiver());
        var exporter = await RunUntilReadyAsync(config);
        Events.HappenOften(60, events: 3);
        Events.Happen("evil\u001b[31m\"<b>'; DROP TABLE events; --", reason: "=HYPERLINK(1)");
        await AllInHistoryAsync(config, exporter);

        var json = await AskAsync(config, "query", "reason=BackOff since=1h", "--output", "json", "--limit", "1000");
        Assert.Equal(60, json.Sum(e => e!["delta"]!.GetValue<long>()));
        Assert.Equal("kubelet", (string?)json[0]!["source"]!["component"]);

        var table = await TextAsync(config, "query", "type=Warning", "--limit", "1000");
        Assert.StartsWith("TIME", table, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table);
        var csv = await TextAsync(config, "query", "type=Warning", "--output", "csv");
        Assert.StartsWith("time,severity,type,reason", csv, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK(1)", csv, StringComparison.Ordinal);
        Assert.Contains("\"\"<b>'; DROP TABLE", csv, StringComparison.Ordinal);
        Assert.Contains("OWNER", (await TextAsync(config, "query", "--output", "wide")).Split('\n')[0], StringComparison.Ordinal);

        var groups = await AskAsync(config, "query", "since=24h kind=Pod", "--group-by", "reason,involvedObject.kind", "--bucket", "1d", "--metric", "count,objects,rate", "--output", "json");
        Assert.Equal(3, groups.Where(g => (string)g!["reason"]! == "BackOff").Max(g => g!["objects"]!.GetValue<long>()));
        Assert.All(groups, g => Assert.Equal("Pod", (string)g!["involvedObject.kind"]!));

        var timeline = await TextAsync(config, "timeline", "pod/default/web-1", "--since", "1d");
        Assert.Matches(@"self   Pod/default/web-1( \(deleted\))?: \d+ events?\n", timeline);
        Assert.Equal(20, timeline.Split('\n').Where(line => line.Contains("Pod/web-1 ", StringComparison.Ordinal) && line.Contains("It happened", StringComparison.Ordinal))
            .Sum(line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("BackOff", await TextAsync(config, "top", "--by", "reason", "--since", "1h"), StringComparison.Ordinal);
        Assert.Contains("events a second", await TextAsync(config, "stats"), StringComparison.Ordinal);
        Assert.Equal(0, await exporter.StopAsync());

        // Also when nothing runs.
        Assert.Equal(Events.Occurrences, await CountAsync(config));
    }

    [Theory]
    [InlineData("query raeson=x", "there is no field 'raeson'; did you mean 'reason'?")]
    [InlineData("query reason=~*x", "column 9: the pattern cannot be used")]
    [InlineData("query since=yesterday", "column 7: 'yesterday' is no time")]
    [InlineData("query --bucket soon", "--bucket is 'soon'; write a span of at least a second, such as 5m, 1h or 1d.")]
    [InlineData("query --group-by raeson", "events cannot be grouped by 'raeson'; did you mean 'reason'?")]
    [InlineData("query --metric counts", "there is no metric 'counts'; did you mean 'count'?")]
    [InlineData("query --group-by time", "use --bucket")]
    [InlineData("query --group-by receiver", "put it into the query, such as 'receiver=slack'")]
    [InlineData("query --follow --bucket 1h", "leave out --follow")]
    [InlineData("query --limit x", "Cannot parse argument 'x' for option '--limit' as a whole number")]
    [InlineData("timeline pod/a/b --since 1h --until 2h", "--until is before --since")]
    [InlineData("top --by reason,kind", "--by is 'reason,kind'; write one field")]
    [InlineData("query --limit 0", "--limit is 0; 1 is the least.")]
    [InlineData("query --output xml", "xml")]
    [InlineData("timeline web", "'web' names no object; write KIND/NAMESPACE/NAME")]
    [InlineData("timeline pod/a/b --since soon", "--since is 'soon'; write a span back from now")]
    [InlineData("top --by raeson", "events cannot be grouped by 'raeson'")]
    [InlineData("top --since 1s", "--since is '1s'; write a span of at least a minute")]
    public async Task A_mistake_is_told_with_the_way_out(string arguments, string message)
    {
        var result = await ExporterProcess.RunAsync([.. arguments.Split(' '), "--config", Config(WebhookReceiver())]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "There is no history")]
    [InlineData("history: {enabled: false}", "history.enabled is false")]
    public async Task Where_there_is_no_history_it_is_told_why(string more, string message)
    {
        var result = await ExporterProcess.RunAsync("query", "--config", ConfigWith(more, WebhookReceiver()));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(string config, params string[] arguments)
    {
        var result = await ExporterProcess.RunAsync([.. arguments, "--config", config]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }

    private static async Task<JsonArray> AskAsync(string config, params string[] arguments) => JsonNode.Parse(await TextAsync(config, arguments))!.AsArray();

    private static async Task<JsonObject> StatsAsync(string config) => JsonNode.Parse(await TextAsync(config, "stats", "--output", "json"))!.AsObject();

    /// <summary>The sum of the deltas; 0 while there is no history.</summary>
    private static async Task<long> CountAsync(string config, string query = "kind=Pod")
    {
        var result = await ExporterProcess.RunAsync("query", query, "--metric", "count", "--output", "json", "--config", config);
        return result.ExitCode == 0 && JsonNode.Parse(result.Output)!.AsArray() is [var group] ? group!["count"]!.GetValue<long>() : 0;
    }

    private async Task AllInHistoryAsync(string config, RunningExporter exporter)
    {
        var count = 0L;
        await Eventually.TrueAsync(
            async () => (count = await CountAsync(config)) == Events.Occurrences, () => $"expected {Events.Occurrences}, the history has {count}\n{exporter.Log}");
    }

    private async Task StreamAsync(CancellationToken enough)
    {
        for (var burst = 0; !enough.IsCancellationRequested; burst++)
        {
            Events.HappenOften(20, events: 7, prefix: $"web-{burst / 10}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }
}
