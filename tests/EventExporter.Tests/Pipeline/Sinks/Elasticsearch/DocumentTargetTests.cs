using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Elasticsearch;

public sealed class DocumentTargetTests
{
    [Fact]
    public void Nothing_said_means_a_data_stream_in_ecs_with_incidents()
    {
        var target = Of(new ElasticsearchOptions());
        Assert.Equal((true, "logs-kubernetes.event-default", DocumentFormat.Ecs, "kubernetes-incidents"), (target.IsDataStream, target.Name, target.Format, target.Incidents));
    }

    [Fact]
    public void An_older_file_keeps_its_index_and_its_document()
    {
        foreach (var options in new[] { new ElasticsearchOptions { Index = "kube-events" }, new ElasticsearchOptions { Index = "kube-events", IndexFormat = "kube-events-{2006-01-02}" } })
        {
            var target = Of(options);
            Assert.Equal((false, DocumentFormat.Event, ""), (target.IsDataStream, target.Format, target.Incidents));
        }
    }

    [Theory]
    [InlineData("kube-{{ namespace }}-{{ last_seen | date.to_string '%Y.%m' }}", "", "kube-*-*", "kube-shop-2026.01")]
    [InlineData("Kube-{{ reason }}", "", "Kube-*", "kube-backoff")]
    [InlineData("x", "kube-{2006-01-02}-{15}h", "kube-*-*h", "kube-2026-01-01-00h")]
    [InlineData("kube-events", "", "kube-events", "kube-events")]
    public void The_pattern_covers_every_name(string index, string format, string pattern, string name)
    {
        var target = Of(new ElasticsearchOptions { Index = index, IndexFormat = format });
        Assert.Equal((pattern, name), (target.Pattern, target.NameFor(Some.Event())));
    }

    [Theory]
    [InlineData("[1:2] failed to parse field [kubernetes.event.count] of type [long] in document with id 'x'. Preview of field's value: 'abc'", "kubernetes.event.count")]
    [InlineData("document_parsing_exception: [1:9] object mapping for [labels.app] tried to parse field [app] as object, but found a concrete value", "labels.app")]
    [InlineData("strict_dynamic_mapping_exception: [1:1] mapping set to strict, dynamic introduction of [colour] within [details] is not allowed", "details.colour")]
    [InlineData("mapping set to strict, dynamic introduction of [colour] within [_doc] is not allowed", "colour")]
    [InlineData("mapper [involvedObject.uid] cannot be changed from type [text] to [long]", "involvedObject.uid")]
    [InlineData("Limit of total fields [1000] has been exceeded while adding new fields [3]", null)]
    public void An_error_names_its_field(string error, string? field) => Assert.Equal(field, MappingError.FieldOf(error));

    private static DocumentTarget Of(ElasticsearchOptions options) => new(options, new EventRenderers());
}
