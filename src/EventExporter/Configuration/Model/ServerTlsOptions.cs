using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>The server's certificate. The files are looked at again while it runs: a renewed certificate needs no restart.</summary>
internal sealed record ServerTlsOptions
{
    [Option("certFile", "PEM file with the certificate, followed by those that connect it to its authority; needs keyFile.", Example = "/var/run/secrets/tls/tls.crt")]
    public string CertFile { get; init; } = "";

    [Option("keyFile", "PEM file with the private key, not encrypted; needs certFile.", Example = "/var/run/secrets/tls/tls.key")]
    public string KeyFile { get; init; } = "";

    public bool IsConfigured => CertFile.Length > 0 && KeyFile.Length > 0;
}
