using EventExporter.Configuration.Binding;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>The keys that all receivers over HTTP have.</summary>
internal abstract record HttpOptions
{
    [Option("tls", "Certificates for this receiver's connections.")]
    public TlsOptions Tls { get; init; } = new();

    [Option("proxy", "Address of an HTTP proxy.", DefaultText = "HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment")]
    public Uri? Proxy { get; init; }

    [Option("timeout", "How long a request may take, if shorter than retry.timeout.", Min = "100ms", Max = "10m", DefaultText = "retry.timeout")]
    public TimeSpan? Timeout { get; init; }
}
