using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using EventExporter.EndToEnd.Support;
using EventExporter.Testing.Simulators;
using Xunit.Abstractions;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>
/// The five receivers of <c>examples/talk.yaml</c> at once, with services that fail one call in twenty, refuse single documents and shards,
/// limit rates, hang and are restarted, and an exporter that is restarted twice. Afterwards each service must hold what the routes say, and
/// nothing more, of what the cluster told and of what the exporter found out about it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The one test disposes.")]
public sealed class TalkStory(ITestOutputHelper output) : Story
{
    private const int Occurrences = 10_000;
    private const double Failing = 0.05;

    private readonly SlackSimulator _slack = new(TimeProvider.System);
    private readonly OpsgenieSimulator _opsgenie = new() { VainQuestions = 1 };
    private readonly HashSet<string> _refusedOnce = [];
    private readonly TalkFigures _figures = new();
    private string _config = "";

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

        var started = Stopwatch.GetTimestamp();
        var events = new MixedEvents(Cluster);
        var restarts = RestartAsync(services);
        var exporter = await HappenAsync(events);
        await restarts;
        await Eventually.TrueAsync(
            async () => Elasticsearch.Stored >= Occurrences && await exporter.MetricAsync("event_exporter_receiver_pending") == 0, () => exporter.Log, TimeSpan.FromMinutes(8));
        var duration = Stopwatch.GetElapsedTime(started);

        // The exporter finds out more while time goes by: all services agree once they have heard of it.
        await Eventually.HoldsAsync(() => JudgeAsync(events.Happened, kinesis), TimeSpan.FromMinutes(1));
        Assert.Empty(await DeadLetters.ListAsync(_config));
        Assert.Equal(0, _slack.RefusedForRate);
        Assert.All(services, static service => Assert.NotEmpty(service.Trouble!.Injected));
        Assert.All(services, static service => Assert.Equal(0, service.Trouble!.TooEarly));
        Assert.NotEmpty(_refusedOnce);
        await _figures.TakeAsync(exporter);
        await TellAsync(services, kinesis, duration);
    }

    /// <summary>
    /// Everything happens while the exporter runs, is stopped, is away, and runs again. While it knows no object yet it gets no more at once
    /// than it holds back for lookups: what goes on without labels is marked so, but takes no route that asks for them.
    /// </summary>
    private async Task<RunningExporter> HappenAsync(MixedEvents events)
    {
        var running = RunAsync(_config, Environment());
        await (await running).ReadyAsync();
        for (var i = 0; i < Occurrences; i++)
        {
            if (i is 3_000 or 7_000)
                running = RestartAsync(await running);
            if (i is 1_000 or 4_000 or 8_000)
                await CaughtUpAsync(await running, i);
            events.Happen(i);
            if (i % 250 == 249)
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        return await running;
    }

    private Task CaughtUpAsync(RunningExporter exporter, int occurrences) =>
        Eventually.TrueAsync(() => Task.FromResult(Elasticsearch.Stored >= occurrences), () => exporter.Log, TimeSpan.FromMinutes(2));

    private async Task<RunningExporter> RestartAsync(RunningExporter exporter)
    {
        await _figures.TakeAsync(exporter);
        Assert.Equal(0, await exporter.StopAsync());

        // As long as a service may have asked it to wait: a new process knows nothing of that.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        return await RunAsync(_config, Environment());
    }

    /// <summary>What each service holds, against what it should.</summary>
    private async Task JudgeAsync(IReadOnlyList<MixedEvents.Occurrence> happened, KinesisStream kinesis)
    {
        var documents = Elasticsearch.Documents;
        var findings = documents.Select(static pair => TalkOracle.FindingOf(pair.Key.Id, pair.Value)).OfType<MixedEvents.Occurrence>().ToList();
        Assert.Equal(Occurrences, happened.Count);
        TalkOracle.AssertSame("Elasticsearch", happened.Concat(findings).Select(static o => o.Message), documents.Values.Select(static document => (string)document["message"]!));

        var oracle = new TalkOracle([.. happened, .. findings]);
        JudgeKinesis(happened.Concat(findings), await kinesis.ReadAsync());

        // An answer that was lost on the way may bring a request twice; its id says so.
        var hooks = Webhook.Accepted.DistinctBy(static request => request.Headers["webhook-id"]).ToList();
        TalkOracle.AssertSame("Webhook", oracle.ForHook.Select(static o => o.Identity), hooks.Select(static request => request.Headers["webhook-id"]));
        Assert.All(hooks, static request => Assert.Contains("webhook-signature", request.Headers.Keys));

        TalkOracle.AssertSame(
            "Slack",
            oracle.ForSlack.Select(static o => $"#{o.Owner} Your pod {o.Name} has a message: {o.Message}"),
            _slack.Messages.ToArray().Select(message => $"{_slack.Channels.First(channel => channel.Value == message.Channel).Key} {message.Text}"));

        TalkOracle.AssertSame(
            "Opsgenie",
            oracle.ForOpsgenie.GroupBy(static o => o.Uid).Select(static alert => $"{alert.Key} {alert.Count()} times, notes {Numbers(alert.Skip(1).Select(static o => o.Number))}"),
            _opsgenie.Alerts.ToArray().Select(static alert => $"{alert.Alias} {alert.Count} times, notes {Numbers(alert.Notes.Select(TalkOracle.NumberIn))}"));
        Assert.All(_opsgenie.Alerts, static alert => Assert.Equal("P3", (string?)alert.Body["priority"]));
    }

    private static void JudgeKinesis(IEnumerable<MixedEvents.Occurrence> expected, IReadOnlyList<IReadOnlyList<JsonNode>> shards)
    {
        TalkOracle.AssertSame("Kinesis", expected.Select(static o => o.Message), shards.SelectMany(static shard => shard).Select(static record => (string)record["details"]!["message"]!));
        foreach (var pod in shards.SelectMany(static shard => shard
            .Where(static record => (string?)record["details"]!["component"] != "event-exporter")
            .GroupBy(static record => $"{record["details"]!["namespace"]}/{record["details"]!["kind"]}/{record["details"]!["name"]}")))
        {
            var numbers = pod.Select(static record => TalkOracle.NumberIn((string)record["details"]!["message"]!)).ToList();
            Assert.True(numbers.SequenceEqual(numbers.Order()), $"Kinesis: the records of {pod.Key} are out of order");
        }
    }

    private static string Numbers(IEnumerable<int> numbers) => string.Join(' ', numbers);

    private async Task StartAsync(KinesisStream kinesis)
    {
        foreach (var (i, channel) in MixedEvents.Channels.Index())
            _slack.Channels[channel] = $"C-owner-{i}";
        Webhook.SigningKey = Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef");

        // One document in forty finds no place in the queue at first.
        Elasticsearch.ItemFault = id => id.Sum(static letter => letter) % 40 == 0 && _refusedOnce.Add(id)
            ? (429, "es_rejected_execution_exception", "rejected execution of primary operation")
            : null;
        await _slack.StartAsync();
        await _opsgenie.StartAsync();
        _config = TalkConfiguration.Write(Workspace, Elasticsearch.Address, kinesis.Gate.Address, _slack.Address, _opsgenie.Address, Webhook.Address);
        output.WriteLine($"Kinesis is {kinesis.Kind}.");
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

    private async Task TellAsync(HttpSimulator[] services, KinesisStream kinesis, TimeSpan duration)
    {
        var found = Elasticsearch.Documents.Select(static pair => TalkOracle.FindingOf(pair.Key.Id, pair.Value)).OfType<MixedEvents.Occurrence>().CountBy(static o => o.Reason);
        output.WriteLine($"{Occurrences} occurrences in {duration.TotalSeconds:0.0} s; found out: {string.Join(", ", found.Select(static pair => $"{pair.Key} {pair.Value}"))}");
        int[] held = [Elasticsearch.Stored, (await kinesis.ReadAsync()).Sum(static shard => shard.Count), _slack.Messages.Count, _opsgenie.Alerts.Count, Webhook.Accepted.Count];
        foreach (var line in _figures.Lines(services.Zip(held)))
            output.WriteLine(line);
        output.WriteLine($"documents refused at first {_refusedOnce.Count}, records that a busy shard refused {kinesis.Refused}");
        output.WriteLine($"alerts were raised {_opsgenie.Alerts.Sum(static alert => alert.Count)} times and noted {_opsgenie.Alerts.Sum(static alert => alert.Notes.Count)} times");
    }
}
