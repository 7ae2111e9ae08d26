using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Receivers;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

[Receiver("opensearch", "Writes events to OpenSearch in bulk, each once, to a data stream or an index.")]
internal sealed record OpenSearchOptions : ElasticsearchOptions
{
    [Option("aws", "Sign requests with AWS credentials, as managed domains and collections ask for; in place of a password. Without it they are not signed.")]
    public AwsSigningOptions? Aws { get; init; }
}
