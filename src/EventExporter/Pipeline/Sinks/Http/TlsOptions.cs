using EventExporter.Configuration.Binding;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>How a receiver's server is trusted and how the receiver proves who it is. Each receiver has its own.</summary>
internal sealed record TlsOptions
{
    [Option("caFile", "PEM file with the authorities to trust in place of the system's.")]
    public string CaFile { get; init; } = "";

    [Option("certFile", "PEM file with the client certificate; needs keyFile.")]
    public string CertFile { get; init; } = "";

    [Option("keyFile", "PEM file with the key of the client certificate; needs certFile.")]
    public string KeyFile { get; init; } = "";

    [Option("serverName", "The name that the server's certificate must carry, where it is not the host of the address.")]
    public string ServerName { get; init; } = "";

    [Option("insecureSkipVerify", "Accept any certificate. For trying out only.")]
    public bool InsecureSkipVerify { get; init; }

    /// <summary>The same trust, for a server whose name is its own.</summary>
    public TlsOptions ForAnotherHost() => this with { ServerName = "" };
}
