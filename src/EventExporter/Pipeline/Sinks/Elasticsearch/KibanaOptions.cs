using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>The Kibana, or OpenSearch Dashboards, that belongs to a receiver's cluster.</summary>
internal sealed class KibanaOptions
{
    [Option("url", "Its address.", DefaultText = "that of cloudID, if there is one", Example = "https://kibana:5601")]
    public Uri? Url { get; init; }

    [Option("space", "The space to put the dashboards into.", DefaultText = "the default space")]
    public string Space { get; init; } = "";

    [Option("username", "User for basic authentication.", DefaultText = "the receiver's credentials")]
    public string Username { get; init; } = "";

    [Option("password", "Password for basic authentication.")]
    public Secret Password { get; init; }

    [Option("apiKey", "API key, in place of username and password.", DefaultText = "the receiver's credentials")]
    public Secret ApiKey { get; init; }
}
