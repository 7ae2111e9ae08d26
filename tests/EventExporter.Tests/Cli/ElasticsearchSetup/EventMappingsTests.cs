using System.Buffers;
using System.Text.Json.Nodes;
using EventExporter.Cli.ElasticsearchSetup;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;
using EventExporter.Tests.Pipeline.Sinks.Elasticsearch;

namespace EventExporter.Tests.Cli.ElasticsearchSetup;

public sealed class EventMappingsTests
{
    private static readonly AnalyzedEvent Whole = SampleIncident.Event(1, IncidentState.Resolved) with
    {
        Details = new Dictionary<string, string> { ["exitCode"] = "137", ["a.b"] = "c" },
        Enriched = SampleIncident.Event(1, IncidentState.Resolved).Enriched with
        {
            Event = Some.Event().Event with
            {
                Labels = new Dictionary<string, string> { ["app"] = "x", ["app.kubernetes.io/name"] = "y" },
                Annotations = new Dictionary<string, string> { ["note"] = "z" },
                Series = new EventSeries(3, Some.Time),
                EventTime = Some.Time,
                Action = "Killing",
            },
            Object = new ObjectFacts
            {
                Lookup = LookupResult.NotFound,
                Labels = new Dictionary<string, string> { ["app"] = "x", ["app.kubernetes.io/name"] = "y" },
                Annotations = new Dictionary<string, string> { ["app"] = "x", ["app.b"] = "y" },
                OwnerChain = [new OwnerReference("apps/v1", "Deployment", "web", "u", true)],
                Node = "node-1",
            },
        },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_document_fits_its_mapping_and_names_no_field_that_the_mapping_leaves_to_chance(bool isOpenSearch)
    {
        var cluster = isOpenSearch ? new ClusterFacts(true, new Version(2, 17), false) : ClusterFacts.Recent;
        AssertFits(EventMappings.Of(DocumentFormat.Ecs, cluster), EcsDocumentTests.Render(Whole), ["kubernetes.deployment", "kubernetes.pod", "kubernetes.node", "kubernetes.labels"]);
        AssertFits(EventMappings.Of(DocumentFormat.Event, cluster), Rendered(output => new EventDocument(withTimestamp: true).Write(output, Whole)), ["involvedObject.ownerReferences"]);
        AssertFits(EventMappings.Incidents(cluster), Rendered(output => IncidentDocument.Write(output, Whole, (IncidentFinding)Whole.Finding!)), []);
    }

    private static void AssertFits(JsonObject mapping, JsonObject document, string[] open)
    {
        Assert.Null(MappingRules.Check(mapping, document, "x"));
        foreach (var path in open)
        {
            var parts = path.Split('.');
            (parts.Length > 1 ? document[parts[0]]! : document).AsObject().Remove(parts[^1]);
        }

        var strict = mapping.DeepClone().AsObject();
        strict["dynamic"] = "strict";
        Assert.Null(MappingRules.Check(strict, document, "x"));
    }

    private static JsonObject Rendered(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return JsonNode.Parse(output.WrittenSpan)!.AsObject();
    }
}
