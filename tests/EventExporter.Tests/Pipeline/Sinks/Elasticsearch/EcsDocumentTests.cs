using System.Buffers;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Tests.Pipeline.Delivery;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Sinks.Elasticsearch;

public sealed class EcsDocumentTests
{
    private static readonly AnalyzedEvent Owned = Some.Event() with
    {
        Enriched = Some.Event().Enriched with
        {
            Object = new ObjectFacts
            {
                Lookup = LookupResult.Found,
                Node = "node-1",
                Labels = new Dictionary<string, string> { ["app"] = "web", ["app.kubernetes.io/name"] = "web" },
                OwnerChain = [new OwnerReference("apps/v1", "ReplicaSet", "web-7f", "uid-rs", true), new OwnerReference("apps/v1", "Deployment", "web", "uid-d", true)],
            },
        },
    };

    // The field names of Metricbeat's kubernetes.event metricset, and what it has from the module.
    [Theory]
    [InlineData("kubernetes.event.count", "3")]
    [InlineData("kubernetes.event.reason", "BackOff")]
    [InlineData("kubernetes.event.type", "Warning")]
    [InlineData("kubernetes.event.message", "Back-off restarting failed container")]
    [InlineData("kubernetes.event.source.component", "kubelet")]
    [InlineData("kubernetes.event.source.host", "node-1")]
    [InlineData("kubernetes.event.timestamp.first_occurrence", "2026-01-01T00:00:00Z")]
    [InlineData("kubernetes.event.timestamp.last_occurrence", "2026-01-01T00:01:30Z")]
    [InlineData("kubernetes.event.metadata.name", "web-1.17f")]
    [InlineData("kubernetes.event.metadata.namespace", "shop")]
    [InlineData("kubernetes.event.metadata.uid", "uid-web-1")]
    [InlineData("kubernetes.event.metadata.resource_version", "42")]
    [InlineData("kubernetes.event.metadata.timestamp.created", "2026-01-01T00:00:00Z")]
    [InlineData("kubernetes.event.involved_object.api_version", "v1")]
    [InlineData("kubernetes.event.involved_object.kind", "Pod")]
    [InlineData("kubernetes.event.involved_object.name", "web-1")]
    [InlineData("kubernetes.event.involved_object.uid", "pod-web-1")]
    [InlineData("kubernetes.namespace", "shop")]
    [InlineData("kubernetes.pod.name", "web-1")]
    [InlineData("kubernetes.replicaset.name", "web-7f")]
    [InlineData("kubernetes.deployment.name", "web")]
    [InlineData("kubernetes.node.name", "node-1")]
    [InlineData("kubernetes.labels.app", "web")]
    [InlineData("kubernetes.labels.app_kubernetes_io/name", "web")]
    [InlineData("event.dataset", "kubernetes.event")]
    [InlineData("event.module", "kubernetes")]
    [InlineData("event.id", "test:uid-web-1:42")]
    [InlineData("metricset.name", "event")]
    [InlineData("service.type", "kubernetes")]
    [InlineData("orchestrator.cluster.name", "test")]
    [InlineData("data_stream.type", "logs")]
    [InlineData("data_stream.dataset", "kubernetes.event")]
    [InlineData("data_stream.namespace", "default")]
    [InlineData("log.level", "warning")]
    [InlineData("message", "Back-off restarting failed container")]
    [InlineData("@timestamp", "2026-01-01T00:01:30Z")]
    [InlineData("event_exporter.owner.kind", "Deployment")]
    [InlineData("event_exporter.owner.name", "web")]
    [InlineData("event_exporter.delta", "1")]
    public void A_field_has_the_name_that_dashboards_look_for(string field, string expected) => Assert.Equal(expected, At(Render(Owned), field)?.ToString());

    [Fact]
    public void An_object_that_nobody_owns_is_its_own_owner()
    {
        var document = Render(Some.Event());
        Assert.Equal(("Pod", "web-1"), (At(document, "event_exporter.owner.kind")!.ToString(), At(document, "event_exporter.owner.name")!.ToString()));
        Assert.Equal("omitted", At(document, "event_exporter.lookup")!.ToString());
    }

    [Fact]
    public void A_finding_is_there_as_a_whole_with_its_kind()
    {
        var document = Render(SampleIncident.Event(1, IncidentState.Opened));
        Assert.Equal("incident", At(document, "event_exporter.kind")!.ToString());
        Assert.Equal("inc-1", At(document, "event_exporter.incident")!.ToString());
        Assert.Equal("ImagePull", At(document, "event_exporter.finding.rule")!.ToString());
    }

    [Fact]
    public void Without_a_data_stream_there_are_no_fields_of_one() => Assert.False(Render(Owned, dataStream: null).ContainsKey("data_stream"));

    [Fact]
    public void No_key_occurs_twice_however_labels_are_called() => Prop.ForAll<string[]>(HasNoKeyTwice).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void HasNoKeyTwice(string[] keys)
    {
        var labels = (keys ?? []).Where(static key => key is not null).SelectMany(static key => new[] { key, key + ".a", key + "_a", key + ".a.b", key + "_a.b" }).Distinct().ToDictionary(static key => key, static _ => "x");
        var analyzed = Owned with { Enriched = Owned.Enriched with { Object = Owned.Object with { Labels = labels } } };
        var document = Render(analyzed);
        Assert.DoesNotContain((document["kubernetes"]!["labels"] as JsonObject ?? []).Select(static label => label.Key), static key => key.Contains('.', StringComparison.Ordinal));
    }

    internal static JsonObject Render(AnalyzedEvent analyzed, string? dataStream = "logs-kubernetes.event-default")
    {
        var output = new ArrayBufferWriter<byte>();
        new EcsDocument(dataStream is null ? null : _ => dataStream).Write(output, analyzed);
        return JsonNode.Parse(output.WrittenSpan, documentOptions: new() { AllowDuplicateProperties = false })!.AsObject();
    }

    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
            node = node?[name];
        return node;
    }
}
