using System.Diagnostics.CodeAnalysis;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Elasticsearch;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class IncidentDocumentTests : IAsyncLifetime
{
    private readonly ElasticsearchSimulator _cluster = new();

    public Task InitializeAsync() => _cluster.StartAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task The_events_of_an_incident_are_kept_and_its_document_is_the_latest_state()
    {
        await using var sink = Create();
        await SendAsync(sink, (1, IncidentState.Opened), (2, IncidentState.Updated));
        await SendAsync(sink, (3, IncidentState.Resolved));
        var incident = _cluster.Documents[("kubernetes-incidents", "inc-1")];
        Assert.Equal(("resolved", 3, 9), ((string?)incident["incident"]!["state"], (int)incident["incident"]!["number"]!, (int)incident["incident"]!["count"]!));
        Assert.Equal("2026-01-01T00:03:00Z", (string?)incident["incident"]!["resolved"]);
        Assert.Equal(180, (int)incident["incident"]!["duration"]!);
        Assert.Equal("2026-01-01T00:00:00Z Failed Pod shop/web-1: not found", (string?)incident["incident"]!["evidence"]![0]);
        Assert.Equal(4, _cluster.Stored);
    }

    [Fact]
    public async Task An_early_state_that_comes_late_does_not_undo_a_later_one()
    {
        await using var sink = Create();
        await SendAsync(sink, (3, IncidentState.Resolved));
        await SendAsync(sink, (1, IncidentState.Opened));
        Assert.Equal("resolved", (string?)_cluster.Documents[("kubernetes-incidents", "inc-1")]["incident"]!["state"]);
    }

    [Fact]
    public async Task An_incident_whose_document_fails_for_now_is_sent_again_until_it_is_there()
    {
        var full = true;
        _cluster.ItemFault = id => id == "inc-1" && full ? (429, "es_rejected_execution_exception", "queue capacity") : null;
        await using var sink = Create();
        DeliveryItem[] items = [new(1, SampleIncident.Event(1, IncidentState.Opened)), new(2, Some.Event())];
        Assert.Equal([OutcomeKind.Retry, OutcomeKind.Delivered], (await sink.SendAsync(items, default)).Select(outcome => outcome.Kind));
        full = false;
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(items[..1], default))[0].Kind);
        Assert.Equal((3, 1), (_cluster.Stored, _cluster.Duplicates));
    }

    [Fact]
    public async Task A_file_that_names_an_index_gets_no_incident_documents_unless_it_asks_for_them()
    {
        await using var sink = ElasticsearchSink.Create(new ElasticsearchOptions { Hosts = [_cluster.Address], Index = "kube-events" }, SinkUnderTest.Context());
        await SendAsync(sink, (1, IncidentState.Opened));
        Assert.Equal("kube-events", Assert.Single(_cluster.Documents).Key.Index);
        await using var asked = ElasticsearchSink.Create(new ElasticsearchOptions { Hosts = [_cluster.Address], Index = "kube-events", Incidents = "trouble", Pipeline = "enrich" }, SinkUnderTest.Context());
        await SendAsync(asked, (2, IncidentState.Updated));
        Assert.Contains(("trouble", "inc-1"), _cluster.Documents.Keys);
    }

    private ISink Create() => ElasticsearchSink.Create(new ElasticsearchOptions { Hosts = [_cluster.Address] }, SinkUnderTest.Context());

    private static async Task SendAsync(ISink sink, params (int Number, IncidentState State)[] events)
    {
        DeliveryItem[] items = [.. events.Select(e => new DeliveryItem(e.Number, SampleIncident.Event(e.Number, e.State)))];
        Assert.All(await sink.SendAsync(items, default), outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
    }
}
