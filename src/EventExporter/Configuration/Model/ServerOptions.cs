using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>The program's own web server: metrics and health.</summary>
internal sealed record ServerOptions
{
    [Option("address", "Address to listen on, as host:port; without a host, on all addresses.", Example = "\":8080\"")]
    public string Address { get; init; } = ":8080";
}
