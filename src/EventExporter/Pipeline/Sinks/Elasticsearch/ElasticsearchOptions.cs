using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

[Receiver("elasticsearch", "Writes events to Elasticsearch in bulk, each once, to an index or a data stream.")]
internal record ElasticsearchOptions : HttpOptions
{
    [Option("hosts", "Addresses of the cluster's nodes; another is tried when one fails.", Aliases = ["addresses"], Example = "[https://elasticsearch:9200]")]
    public OneOrMany<Uri> Hosts { get; init; } = [];

    [Option("cloudID", "Elastic Cloud id, in place of hosts.")]
    public string CloudId { get; init; } = "";

    [Option("username", "User for basic authentication.")]
    public string Username { get; init; } = "";

    [Option("password", "Password for basic authentication.")]
    public Secret Password { get; init; }

    [Option("apiKey", "API key, base64 of id:key as Kibana shows it; in place of username and password.")]
    public Secret ApiKey { get; init; }

    [Option("headers", "Further request headers.")]
    public IReadOnlyDictionary<string, Secret> Headers { get; init; } = new Dictionary<string, Secret>();

    [Option("index", "The index to write to.", IsTemplate = true)]
    public string Index { get; init; } = "kube-events";

    [Option("indexFormat", "Index name with a Go time layout in braces, filled with the event's time in UTC; in place of index.", Example = "kube-events-{2006-01-02}")]
    public string IndexFormat { get; init; } = "";

    [Option("dataStream", "The data stream to write to, in place of an index.", Example = "logs-kubernetes.event-default")]
    public string DataStream { get; init; } = "";

    [Option("useEventID", "Use the event's uid as the document's id, so that a recurring event overwrites its document. Otherwise each occurrence is a document.")]
    public bool UseEventId { get; init; }

    [Option("id", "The document's _id, in place of the occurrence's identity. Occurrences with the same one are one document.", IsTemplate = true, Example = "{{ identity }}")]
    public string Id { get; init; } = "";

    [Option("pipeline", "Ingest pipeline that the documents pass through.")]
    public string Pipeline { get; init; } = "";

    [Option("compress", "Send requests gzip-compressed.")]
    public bool Compress { get; init; } = true;

    [Option("deDot", "Replace dots in the keys of labels and annotations by underscores.")]
    public bool DeDot { get; init; }

    [Option("type", "Document type of Elasticsearch up to 6. Has no effect: later versions have none.")]
    public string Type { get; init; } = "";

    [Option("layout", "The document to write, with templates in its texts; the default document if left out.")]
    public ConfigNode? Layout { get; init; }
}
