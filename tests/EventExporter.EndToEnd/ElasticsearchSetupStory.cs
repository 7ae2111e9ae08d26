using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using EventExporter.EndToEnd.Support;
using EventExporter.Testing.Simulators;

namespace EventExporter.EndToEnd;

/// <summary>From an empty cluster to dashboards: setup, events, and the trouble that Elasticsearch makes on the way.</summary>
[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public sealed class ElasticsearchSetupStory : Story
{
    private const string Stream = "logs-kubernetes.event-default";
    private const string IncidentIndex = "kubernetes-incidents";

    private readonly KibanaSimulator _kibana = new();

    private protected override string Incidents => "{enabled: true}";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await _kibana.StartAsync();
        _kibana.Authorization = Elasticsearch.Authorization = "ApiKey a2V5LWlkOnNlY3JldA==";
    }

    public override async Task DisposeAsync()
    {
        await _kibana.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Setup_runs_twice_events_come_in_and_what_is_refused_for_good_names_its_field()
    {
        var config = Config(Receiver());
        var first = await ExporterProcess.RunAsync("elasticsearch", "setup", "--config", config);
        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.Contains("created   index template logs-kubernetes.event\n", first.Output, StringComparison.Ordinal);
        Assert.Contains(("", "dashboard", "event-exporter-incidents"), _kibana.Objects.Keys);
        var changes = Elasticsearch.Changes.Count;
        var second = await ExporterProcess.RunAsync("elasticsearch", "setup", "--config", config);
        Assert.True(second.ExitCode == 0, second.Errors);
        Assert.DoesNotContain("created", second.Output, StringComparison.Ordinal);
        Assert.Equal((changes, 1), (Elasticsearch.Changes.Count, _kibana.Imports));

        Events.HappenOften(200);
        var exporter = await RunAsync(config);
        await Eventually.EqualAsync(Events.Counts.Values.Sum(), Sum, () => exporter.Log);
        await PutAsync($"/{Stream}/_mapping", """{"properties":{"kubernetes":{"properties":{"event":{"properties":{"metadata":{"properties":{"uid":{"type":"long"}}}}}}}}}""");
        Events.Happen("poison");
        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_rejected_total") >= 1, () => exporter.Log);
        // What the exporter finds out about it has the same fields, and so may share its fate.
        var letters = await DeadLetters.ListAsync(config);
        Assert.All(letters, letter => Assert.StartsWith("field kubernetes.event.metadata.uid: 400 document_parsing_exception", (string?)letter["reason"], StringComparison.Ordinal));
        Assert.NotEmpty(letters);
    }

    [Fact]
    public async Task An_incident_is_one_document_that_is_as_its_latest_event_says()
    {
        var config = Config(Receiver());
        var setup = await ExporterProcess.RunAsync("elasticsearch", "setup", "--config", config);
        Assert.True(setup.ExitCode == 0, setup.Errors);
        Events.HappenOften(100);
        var exporter = await RunAsync(config);
        await Eventually.TrueAsync(() => Elasticsearch.Documents.Keys.Any(static key => key.Index == IncidentIndex), () => exporter.Log);
        Events.HappenOften(400);
        await Eventually.EqualAsync(Events.Counts.Values.Sum(), Sum, () => exporter.Log);
        await Eventually.TrueAsync(DocumentsAreAsTheLatestEvents, () => exporter.Log);
        Assert.Empty(await DeadLetters.ListAsync(config));
    }

    [Fact]
    public async Task Requests_that_are_too_large_or_too_many_become_smaller_and_every_event_is_in_once()
    {
        Elasticsearch.MaxContentLength = 60_000;
        var config = Config(Receiver());
        Events.HappenOften(800, events: 400);
        Elasticsearch.FailNext(429, """{"error":{"type":"es_rejected_execution_exception","reason":"rejected execution of coordinating operation"},"status":429}""");
        var exporter = await RunAsync(config);
        await Eventually.EqualAsync(Events.Counts.Values.Sum(), Sum, () => exporter.Log);
        Assert.All(Elasticsearch.BulkSizes, bytes => Assert.InRange(bytes, 1, 60_000));
        Assert.True(exporter.LogLines("as too large") > 0, exporter.Log);

        Events.HappenOften(800, events: 400);
        await Eventually.EqualAsync(Events.Counts.Values.Sum(), Sum, () => exporter.Log);
        Assert.Empty(await DeadLetters.ListAsync(config));
    }

    [Fact]
    public async Task A_test_of_the_receiver_tells_what_the_key_may_not_do()
    {
        var config = Config(Receiver());
        Elasticsearch.Lacking.Add("create_doc");
        var result = await ExporterProcess.RunAsync("test", "receiver", "search", "--config", config);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("✓ credentials  accepted\n", result.Output, StringComparison.Ordinal);
        Assert.Contains($"✗ permission   exporter lacks create_doc on {Stream}\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("✗ delivered    403 security_exception", result.Output, StringComparison.Ordinal);
        Elasticsearch.Lacking.Clear();
        result = await ExporterProcess.RunAsync("test", "receiver", "search", "--config", config);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains($"✓ permission   exporter may write to {Stream}\n✓ delivered    the test event, reason EventExporterTest\n✓ receipt      sample:", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a2V5LWlkOnNlY3JldA", result.Output, StringComparison.Ordinal);
    }

    private bool DocumentsAreAsTheLatestEvents()
    {
        var all = Elasticsearch.Documents;
        var latest = all.Where(d => d.Key.Index == Stream && (string?)d.Value["event_exporter"]!["kind"] == "incident")
            .GroupBy(d => (string)d.Value["event_exporter"]!["incident"]!)
            .ToDictionary(group => group.Key, group => group.Max(d => d.Value["event_exporter"]!["finding"]!["number"]!.GetValue<int>()));
        var stored = all.Where(d => d.Key.Index == IncidentIndex).ToDictionary(d => d.Key.Id, d => d.Value["incident"]!["number"]!.GetValue<int>());
        return latest.Count > 0 && latest.OrderBy(i => i.Key, StringComparer.Ordinal).SequenceEqual(stored.OrderBy(i => i.Key, StringComparer.Ordinal));
    }

    private static long Delta(JsonObject document) => document["event_exporter"]!["delta"]!.GetValue<long>();

    private long Sum() => Elasticsearch.Documents.Where(d => d.Key.Index == Stream && (string?)d.Value["kubernetes"]!["event"]!["reason"] != "WatchGap" && d.Value["event_exporter"]!["finding"] is null).Sum(d => Delta(d.Value));

    private string Receiver() => $$"""
        - name: search
          elasticsearch: {hosts: ["{{Elasticsearch.Address}}"], apiKey: a2V5LWlkOnNlY3JldA==, kibana: {url: "{{_kibana.Address}}"} }
          retry: {initialDelay: 50ms, maxDelay: 300ms}
        """;

    private async Task PutAsync(string path, string json)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Elasticsearch.Authorization);
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PutAsync(new Uri(Elasticsearch.Address, path), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
