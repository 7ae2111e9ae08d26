using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Cli.Testing;

/// <summary>A TLS handshake as the receiver would make it, and what is to be said of the server's certificate.</summary>
internal sealed class TlsProbe(StepReport report, TimeProvider time)
{
    private string _certificate = "";
    private string _problem = "";

    public async Task<bool> LookAtAsync(Socket socket, Uri address, TlsOptions options, CancellationToken cancellation)
    {
        var ssl = new SslClientAuthenticationOptions { TargetHost = options.ServerName.Length > 0 ? options.ServerName : address.IdnHost };
        SinkHttpClient.Secure(ssl, options);
#pragma warning disable CA5359 // Nothing is sent over this connection; what is wrong with the certificate is the finding.
        ssl.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            Note(certificate as X509Certificate2, chain, errors, ssl.TargetHost);
            return true;
        };
#pragma warning restore CA5359
        await using var stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
        try
        {
            await stream.AuthenticateAsClientAsync(ssl, cancellation);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or OperationCanceledException)
        {
            report.Failed("tls", $"no handshake: {error.InnerException?.Message ?? error.Message}");
            return false;
        }

        return Judge(stream.SslProtocol, options);
    }

    private void Note(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string host)
    {
        if (certificate is null)
        {
            _problem = "the server has shown no certificate";
            return;
        }

        var left = certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime;
        _certificate = string.Create(
            CultureInfo.InvariantCulture,
            $"{certificate.Subject}, issued by {certificate.Issuer}, valid until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd} ({left.TotalDays:0} days)");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            _problem = $"it is not for {host} (tls.serverName names another)";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var reasons = chain?.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct() ?? [];
            _problem = string.Join("; ", reasons.Append("tls.caFile names the authority to trust")).TrimStart(';', ' ');
        }
    }

    private bool Judge(SslProtocols protocol, TlsOptions options)
    {
        var version = protocol == SslProtocols.Tls13 ? "TLS 1.3" : protocol == SslProtocols.Tls12 ? "TLS 1.2" : protocol.ToString();
        if (_problem.Length == 0)
            report.Passed("tls", $"{version}, {_certificate}");
        else if (options.InsecureSkipVerify)
            report.Skipped("tls", $"{version}, {_certificate}; accepted by insecureSkipVerify although: {_problem}");
        else
            report.Failed("tls", $"{version}, {_certificate}: {_problem}");
        return _problem.Length == 0 || options.InsecureSkipVerify;
    }
}
