using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using EventExporter.EndToEnd.Support;
using EventExporter.Testing.Simulators;
using Xunit.Abstractions;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>
/// The five receivers of <c>examples/talk.yaml</c> at once, with services that fail one call in twenty, limit rates, hang and are
/// restarted. Afterwards each service must hold what the routes say, and nothing more.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The one test disposes.")]
public sealed class TalkStory(ITestOutputHelper output) : Story
{
    private const int Occurrences = 10_000;
    private const double Failing = 0.05;

    private readonly SlackSimulator _slack = new(TimeProvider.System) { Interval = TimeSpan.FromMilliseconds(50) };
    private readonly OpsgenieSimulator _opsgenie = new() { VainQuestions = 1 };

    [Fact]
    public async Task Ten_thousand_events_reach_five_failing_services_as_the_routes_say()
    {
        await using var slack = _slack;
        await using var opsgenie = _opsgenie;
        await using var kinesis = await KinesisStream.StartAsync();
        await StartAsync(kinesis);
        HttpSimulator[] services = [Elasticsearch, kinesis.Gate, _slack, _opsgenie, Webhook];
        foreach (var (seed, service) in services.Index())
            service.Trouble = new Trouble(seed + 1, Failing);
        var exporter = await RunAsync(Config(kinesis), Environment());
        await exporter.ReadyAsync();

        var started = Stopwatch.GetTimestamp();
        var events = new MixedEvents(Cluster);
        var restarts = RestartAsync(services);
        for (var i = 0; i < Occurrences; i++)
        {
            events.Happen(i);
            if (i % 250 == 249)
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        await restarts;
        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_pending") == 0
            && await exporter.MetricAsync("event_exporter_receiver_received_total", "\"dump\"") >= Occurrences, () => exporter.Log, TimeSpan.FromMinutes(6));

        var duration = Stopwatch.GetElapsedTime(started);
        Assert.Empty(await DeadLetters.ListAsync(Workspace["talk.yaml"]));
        await JudgeAsync(events.Happened, kinesis);
        Assert.All(services, service => Assert.NotEmpty(service.Trouble!.Injected));
        await TellAsync(exporter, services, kinesis, duration);
    }

    /// <summary>What each service holds, against what it should.</summary>
    private async Task JudgeAsync(IReadOnlyList<MixedEvents.Occurrence> happened, KinesisStream kinesis)
    {
        var oracle = new TalkOracle(happened);
        Assert.Equal(Occurrences, happened.Count);
        TalkOracle.AssertSame("Elasticsearch", happened.Select(static o => o.Message), Elasticsearch.Documents.Values.Select(static document => (string)document["message"]!));

        var shards = await kinesis.ReadAsync();
        TalkOracle.AssertSame("Kinesis", happened.Select(static o => o.Message), shards.SelectMany(static shard => shard).Select(static record => (string)record["details"]!["message"]!));
        foreach (var pod in shards.SelectMany(static shard => shard.GroupBy(static record => $"{record["details"]!["namespace"]}/{record["details"]!["kind"]}/{record["details"]!["name"]}")))
        {
            var numbers = pod.Select(static record => TalkOracle.NumberIn((string)record["details"]!["message"]!)).ToList();
            Assert.True(numbers.SequenceEqual(numbers.Order()), $"Kinesis: the records of {pod.Key} are out of order");
        }

        // An answer that was lost on the way may bring a request twice; its id says so.
        var hooks = Webhook.Accepted.DistinctBy(static request => request.Headers["webhook-id"]).ToList();
        TalkOracle.AssertSame("Webhook", oracle.ForHook.Select(static o => o.Identity), hooks.Select(static request => request.Headers["webhook-id"]));
        Assert.All(hooks, static request => Assert.Contains("webhook-signature", request.Headers.Keys));

        TalkOracle.AssertSame(
            "Slack",
            oracle.ForSlack.Select(static o => $"#{o.Owner} Your pod {o.Name} has a message: {o.Message}"),
            _slack.Messages.Select(message => $"{_slack.Channels.First(channel => channel.Value == message.Channel).Key} {message.Text}"));
        Assert.Equal(0, _slack.RefusedForRate);

        TalkOracle.AssertSame(
            "Opsgenie",
            oracle.ForOpsgenie.GroupBy(static o => o.Uid).Select(static alert => $"{alert.Key} {alert.Count()} times, notes {Numbers(alert.Skip(1).Select(static o => o.Number))}"),
            _opsgenie.Alerts.Select(static alert => $"{alert.Alias} {alert.Count} times, notes {Numbers(alert.Notes.Select(TalkOracle.NumberIn))}"));
        Assert.All(_opsgenie.Alerts, static alert => Assert.Equal("P3", (string?)alert.Body["priority"]));
    }

    private static string Numbers(IEnumerable<int> numbers) => string.Join(' ', numbers);

    private async Task StartAsync(KinesisStream kinesis)
    {
        foreach (var (i, channel) in MixedEvents.Channels.Index())
            _slack.Channels[channel] = $"C-owner-{i}";
        Webhook.SigningKey = Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef");
        await _slack.StartAsync();
        await _opsgenie.StartAsync();
        output.WriteLine($"Kinesis is {kinesis.Kind}.");
    }

    /// <summary>
    /// The example as it stands, with the addresses of the simulators, and waits that suit a test. Without incidents, which are events of the
    /// exporter's own: how many there are is no matter of routes.
    /// </summary>
    private string Config(KinesisStream kinesis)
    {
        var text = File.ReadAllText(Repository.Example("talk.yaml"));
        (string Written, string Here)[] changes =
        [
            ("http://elasticsearch:9200", $"{Elasticsearch.Address}"),
            ("https://hooks.example.org/kubernetes", $"{Webhook.Address}"),
            ("      streamName: applicationMetric\n", $"      streamName: applicationMetric\n      endpoint: {kinesis.Gate.Address}\n"),
            ("      repeats: post\n", $"      repeats: post\n      url: {_slack.Address}api/\n      interval: 250ms\n      timeout: 3s\n"),
            ("      priority: P3\n", $"      priority: P3\n      url: {_opsgenie.Address}\n      timeout: 3s\n"),
            ("  - name: dump\n", "  - name: dump\n    retry: {timeout: 3s, initialDelay: 50ms, maxDelay: 500ms}\n"),
            ("  - name: appMetric\n", "  - name: appMetric\n    retry: {timeout: 3s, initialDelay: 50ms, maxDelay: 500ms}\n"),
            ("  - name: personal-message\n", "  - name: personal-message\n    retry: {initialDelay: 50ms, maxDelay: 500ms}\n"),
            ("  - name: high-priority-alert\n", "  - name: high-priority-alert\n    retry: {initialDelay: 50ms, maxDelay: 500ms}\n"),
            ("  - name: hook\n", "  - name: hook\n    retry: {timeout: 2s, initialDelay: 50ms, maxDelay: 500ms}\n"),
        ];
        foreach (var (written, here) in changes)
        {
            Assert.Contains(written, text, StringComparison.Ordinal);
            text = text.Replace(written, here, StringComparison.Ordinal);
        }

        return Workspace.Write("talk.yaml", $$"""
            logFormat: pretty
            source: {start: all}
            enrichment: {timeout: 20s}
            incidents: {enabled: false}
            storage: {path: "{{Workspace.Data}}"}
            server: {address: "127.0.0.1:0"}
            {{text}}
            """);
    }

    private Dictionary<string, string> Environment() => new(KinesisStream.Environment)
    {
        ["SLACK_TOKEN"] = _slack.Token,
        ["OPSGENIE_API_KEY"] = _opsgenie.Key,
    };

    /// <summary>One after the other is away for a second.</summary>
    private static async Task RestartAsync(IEnumerable<HttpSimulator> services)
    {
        foreach (var service in services)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            await service.ShutDownAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            await service.StartAsync();
        }
    }

    private async Task TellAsync(RunningExporter exporter, HttpSimulator[] services, KinesisStream kinesis, TimeSpan duration)
    {
        output.WriteLine($"{Occurrences} occurrences in {duration.TotalSeconds:0.0} s");
        var metrics = (await exporter.GetAsync("/metrics")).Text;
        string[] names = ["dump", "appMetric", "personal-message", "high-priority-alert", "hook"];
        int[] held = [Elasticsearch.Stored, (await kinesis.ReadAsync()).Sum(static shard => shard.Count), _slack.Messages.Count, _opsgenie.Alerts.Count, Webhook.Accepted.Count];
        foreach (var ((name, service), holds) in names.Zip(services).Zip(held))
        {
            double Of(string metric) => RunningExporter.Sum(metrics, $"event_exporter_receiver_{metric}_total", $"receiver=\"{name}\"");
            var injected = service.Trouble!.Injected;
            output.WriteLine(
                $"{name}: {service.Requests} calls, {injected.Values.Sum()} failed on purpose ({string.Join(", ", injected.Select(static pair => $"{pair.Key} {pair.Value}"))}), "
                + $"{Of("delivered")} delivered, {Of("retried")} sent again, holds {holds}");
        }

        output.WriteLine($"alerts were raised {_opsgenie.Alerts.Sum(static alert => alert.Count)} times and noted {_opsgenie.Alerts.Sum(static alert => alert.Notes.Count)} times");
    }
}
