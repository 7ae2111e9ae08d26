using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Values;

namespace EventExporter.Tests.Configuration.Support;

internal sealed class TestSearchOptions
{
    [Option("hosts", "Addresses, tried in turn.", Required = true, Example = "https://es:9200")]
    public OneOrMany<Uri> Hosts { get; init; } = [];

    [Option("index", "The index.")]
    public string Index { get; init; } = "kube-events";

    [Option("username", "For basic authentication.")]
    public string? Username { get; init; }

    [Option("password", "For basic authentication.")]
    public Secret? Password { get; init; }

    [Option("useEventID", "Whether documents are named by event.")]
    public bool UseEventId { get; init; }

    [Option("timeout", "How long a request may take.", Min = "1s", Max = "5m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    [Option("layout", "The document.")]
    public ConfigNode? Layout { get; init; }
}
