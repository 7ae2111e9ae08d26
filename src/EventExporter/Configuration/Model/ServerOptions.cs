using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>The program's own web server: metrics, health, the API and the dashboard.</summary>
internal sealed record ServerOptions
{
    [Option("address", "Address to listen on, as host:port; without a host, on all addresses.", Example = "\":8080\"")]
    public string Address { get; init; } = ":8080";

    [Option("auth", "Who may use the API. Without it, it may be read from the same machine (or pod) only, and nobody may write.")]
    public ServerAuthOptions Auth { get; init; } = new();

    [Option("tls", "Serve over TLS. Without it, in plain HTTP: put a proxy that has TLS in front where others can listen.")]
    public ServerTlsOptions Tls { get; init; } = new();

    [Option("externalUrl", "The address under which people reach this server, for links in messages.", Example = "https://events.example.org")]
    public Uri? ExternalUrl { get; init; }
}
