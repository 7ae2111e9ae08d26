using System.Net;
using System.Text.RegularExpressions;
using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>Start, work, scrapes, probes, end.</summary>
public sealed partial class OrdinaryLifeStory : Story
{
    [Fact]
    public async Task Told_to_stop_it_ends_in_order_and_the_next_start_delivers_the_rest()
    {
        var config = Config(ElasticsearchReceiver(", timeout: 1s"), FileReceiver());
        Events.HappenOften(50);
        var first = await RunUntilReadyAsync(config);
        await AllIndexedAsync(first);
        for (var i = 0; i < 100; i++)
            Elasticsearch.HangNext();
        Events.HappenOften(200);
        await Eventually.EqualAsync(250, () => Ledger.OfLines(Workspace["events.jsonl"]).Sum, () => first.Log);

        Assert.Equal(0, await first.StopAsync());
        Assert.Contains("Stopped.", first.Log, StringComparison.Ordinal);
        Assert.Equal(50, Indexed.Sum);

        Elasticsearch.ForgetFaults();
        Events.HappenOften(30);
        var second = await RunAsync(config);
        await AllIndexedAsync(second);
        await Eventually.EqualAsync(280, () => Ledger.OfLines(Workspace["events.jsonl"]).Sum, () => second.Log);
    }

    [Fact]
    public async Task Without_a_cluster_it_says_where_it_looked()
    {
        var environment = new Dictionary<string, string> { ["HOME"] = Directory.CreateDirectory(Workspace["home"]).FullName };
        await using var process = ExporterProcess.Start(["run", "--config", Config(FileReceiver())], environment: environment);
        var result = await process.EndAsync();

        Assert.Equal(1, result.ExitCode);
        foreach (var place in new[] { "KUBERNETES_SERVICE_HOST", "KUBECONFIG", Path.Combine(Workspace["home"], ".kube", "config"), "event-exporter demo" })
            Assert.Contains(place, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_ready_after_the_first_list_and_healthy_all_along()
    {
        Cluster.Faults.Hang(r => r.Resource == "events");
        var exporter = await RunAsync(Config(ElasticsearchReceiver()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await exporter.GetAsync("/-/ready")).Status);
        await Eventually.TrueAsync(async () => (await exporter.GetAsync("/-/ready")).Text.Contains("first list", StringComparison.Ordinal), () => exporter.Log);
        Assert.Equal(HttpStatusCode.OK, (await exporter.GetAsync("/-/healthy")).Status);

        Cluster.Faults.ReleaseHung();
        await exporter.ReadyAsync();
        Assert.Equal(HttpStatusCode.OK, (await exporter.GetAsync("/-/healthy")).Status);
    }

    [Fact]
    public async Task Every_scrape_adds_up_for_every_receiver_while_events_flow()
    {
        var poison = 0;
        Elasticsearch.ItemFault = _ => Interlocked.Increment(ref poison) % 10 == 0 ? (400, "document_parsing_exception", "no") : null;
        var exporter = await RunUntilReadyAsync(Config(ElasticsearchReceiver(), WebhookReceiver(), FileReceiver()));
        for (var scrape = 0; scrape < 25; scrape++)
        {
            Events.HappenOften(100, events: 30);
            AssertAddsUp((await exporter.GetAsync("/metrics")).Text);
        }

        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_pending") == 0, () => exporter.Log);
        var text = (await exporter.GetAsync("/metrics")).Text;
        AssertAddsUp(text);
        var received = RunningExporter.Sum(text, "event_exporter_received_total");
        Assert.True(received > 0);
        Assert.All(Receivers(text), r => Assert.Equal(received, RunningExporter.Sum(text, "event_exporter_receiver_received_total", r)));
        Assert.Equal(Elasticsearch.Stored, RunningExporter.Sum(text, "event_exporter_receiver_delivered_total", "\"search\""));
    }

    [SkippableFact]
    public async Task Promtool_finds_nothing_wrong_with_the_metrics()
    {
        Skip.IfNot(Tool.Exists("promtool"), "promtool is not installed");
        Events.HappenOften(20);
        var exporter = await RunUntilReadyAsync(Config(ElasticsearchReceiver()));
        await AllIndexedAsync(exporter);
        var (exitCode, output) = await Tool.RunAsync("promtool", (await exporter.GetAsync("/metrics")).Text, "check", "metrics");
        Assert.True(exitCode == 0 && output.Length == 0, output);
    }

    private static void AssertAddsUp(string text) => Assert.All(Receivers(text), receiver =>
    {
        double Of(string name) => RunningExporter.Sum(text, $"event_exporter_receiver_{name}", receiver);
        Assert.Equal(Of("received_total"), Of("delivered_total") + Of("rejected_total") + Of("dropped_total") + Of("pending"));
    });

    private static List<string> Receivers(string text)
    {
        var receivers = ReceiverLabel().Matches(text).Select(m => m.Value).Distinct().ToList();
        Assert.NotEmpty(receivers);
        return receivers;
    }

    [GeneratedRegex("receiver=\"[^\"]+\"")]
    private static partial Regex ReceiverLabel();
}
