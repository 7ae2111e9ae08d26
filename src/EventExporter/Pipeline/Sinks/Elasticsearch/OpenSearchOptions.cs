using EventExporter.Configuration.Receivers;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

[Receiver("opensearch", "Writes events to OpenSearch in bulk, each once, to an index or a data stream.")]
internal sealed record OpenSearchOptions : ElasticsearchOptions;
