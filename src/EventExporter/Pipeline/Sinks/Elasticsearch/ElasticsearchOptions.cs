using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

[Receiver("elasticsearch", "Writes events to Elasticsearch in bulk, each once, to a data stream or an index.")]
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

    [Option("index", "The index to write to, in place of a data stream.", IsTemplate = true, Example = "kube-events")]
    public string Index { get; init; } = "";

    [Option("indexFormat", "Index name with a Go time layout in braces, filled with the event's time in UTC; in place of index.", Example = "kube-events-{2006-01-02}")]
    public string IndexFormat { get; init; } = "";

    [Option("dataStream", "The data stream to write to.", IsTemplate = true, DefaultText = "`logs-kubernetes.event-default`, unless index or indexFormat is given")]
    public string DataStream { get; init; } = "";

    [Option(
        "format",
        "ecs: Elastic Common Schema, with the names of Metricbeat's kubernetes.event.*; dots in the keys of labels become underscores, as there. event: the document of kubernetes-event-exporter and what this exporter adds to it.",
        DefaultText = "`ecs` for a data stream, `event` for an index")]
    public DocumentFormat? Format { get; init; }

    [Option(
        "incidents",
        "Index with one document an incident, kept up to date under the incident's id. Empty: none.",
        DefaultText = "`kubernetes-incidents` with format ecs, none with format event")]
    public string? Incidents { get; init; }

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

    [Option("kibana", "Where `event-exporter elasticsearch setup` puts the dashboards. Sending events does not need it.")]
    public KibanaOptions? Kibana { get; init; }

    [Option("layout", "The document to write, with templates in its texts; the document of format if left out.")]
    public ConfigNode? Layout { get; init; }
}
