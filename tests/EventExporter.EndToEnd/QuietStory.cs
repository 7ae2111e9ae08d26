using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EventExporter.EndToEnd.Support;
using EventExporter.Testing.Simulators;

namespace EventExporter.EndToEnd;

/// <summary>A receiver that must not be flooded, and people who want to hear nothing for a while.</summary>
[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public sealed class QuietStory : Story
{
    private readonly SlackSimulator _slack = new(TimeProvider.System);

    /// <summary>What the messages in Slack add up to; their text begins with their count.</summary>
    private long Told
    {
        get
        {
            lock (_slack.Messages)
                return _slack.Messages.Sum(static message => long.Parse(message.Text.Split(' ')[0], CultureInfo.InvariantCulture));
        }
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await _slack.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task A_flood_is_one_message_and_one_digest_over_a_kill_in_between()
    {
        Events.HappenOften(400, events: 40);
        var total = Events.Counts.Values.Sum();
        var config = Config(SlackReceiver("rateLimit: {perMinute: 4, overflow: digest}"));
        var exporter = await RunUntilReadyAsync(config);
        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_held", "digest") == Events.Counts.Count - 1, () => exporter.Log);
        await Eventually.EqualAsync(1, () => _slack.Messages.Count, () => exporter.Log);
        await WrittenAsync();
        await exporter.KillAsync();

        var again = await RunUntilReadyAsync(config);
        await Eventually.EqualAsync(total, () => Told, () => again.Log);
        Assert.InRange(_slack.Messages.Count, 2, 3);
        await Eventually.TrueAsync(async () => await again.MetricAsync("event_exporter_receiver_pending") == 0, () => again.Log);
    }

    [Fact]
    public async Task A_group_that_waits_when_the_process_is_killed_is_told_once()
    {
        Events.HappenOften(100, events: 10);
        var total = Events.Counts.Values.Sum();
        var config = Config(SlackReceiver("group: {by: [namespace], wait: 6s, interval: 1m, repeat: 1h}"));
        var exporter = await RunUntilReadyAsync(config);
        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_held", "grouped") == 10, () => exporter.Log);
        await exporter.KillAsync();
        Assert.Empty(_slack.Messages);

        var again = await RunUntilReadyAsync(config);
        await Eventually.EqualAsync(total, () => Told, () => again.Log);
        Assert.Single(_slack.Messages);
    }

    [Fact]
    public async Task A_silence_added_beside_the_running_exporter_holds_is_counted_and_can_be_ended()
    {
        var config = Config(FileReceiver());
        var exporter = await RunUntilReadyAsync(config);
        var added = await ExporterProcess.RunAsync("silence", "add", "--config", config, "--for", "1h", "--author", "ops", "--comment", "upgrade", "namespace=quiet");
        Assert.Equal(0, added.ExitCode);
        var id = added.Output.Trim();
        var silenced = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                Events.Happen($"q{silenced++}", ns: "quiet");
                return await exporter.MetricAsync("event_exporter_receiver_dropped_total", "silenced") > 0;
            },
            () => exporter.Log);

        await Eventually.TrueAsync(
            async () => (await ExporterProcess.RunAsync("silence", "list", "--config", config)).Output is var list
                && list.StartsWith($"{id}  active", StringComparison.Ordinal) && list.Contains("namespace=quiet  (ops: upgrade)", StringComparison.Ordinal) && !list.Contains("held 0", StringComparison.Ordinal),
            () => exporter.Log);
        Events.Happen("loud", ns: "shop");
        await Eventually.TrueAsync(() => File.Exists(Workspace["events.jsonl"]) && File.ReadAllText(Workspace["events.jsonl"]).Contains("\"loud\"", StringComparison.Ordinal), () => exporter.Log);

        var ended = await ExporterProcess.RunAsync("silence", "expire", "--config", config, id);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Output));
        var spoken = 0;
        await Eventually.TrueAsync(
            () =>
            {
                Events.Happen($"after{spoken++}", ns: "quiet");
                return File.ReadAllText(Workspace["events.jsonl"]).Contains("after", StringComparison.Ordinal);
            },
            () => exporter.Log);

        var unknown = await ExporterProcess.RunAsync("silence", "expire", "--config", config, id);
        Assert.Equal(1, unknown.ExitCode);
        var wrong = await ExporterProcess.RunAsync("silence", "add", "--config", config, "--for", "1h", "--comment", "x", "resaon=BackOff");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("did you mean", wrong.Errors, StringComparison.Ordinal);
    }

    /// <summary>Until what is held has been written: about every second it is, and the journal's file about every second.</summary>
    private static Task WrittenAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        return Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(4), () => "the clock stands still");
    }

    private string SlackReceiver(string more) => $$$"""
        - name: team
          slack: {url: "{{{_slack.Address}}}api", token: "{{{_slack.Token}}}", channel: "#alerts", message: "{{ group.count }} x {{ reason }}"}
          repeats: every
          {{{more}}}
        """;
}
