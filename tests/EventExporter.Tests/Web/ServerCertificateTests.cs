using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventExporter.Configuration.Model;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;
using EventExporter.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Web;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tls-").FullName;
    private readonly ManualTimeProvider _time = new();
    private readonly ListLogger _log = new();

    private ServerTlsOptions Options => new() { CertFile = Path.Combine(_folder, "tls.crt"), KeyFile = Path.Combine(_folder, "tls.key") };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_server_speaks_TLS_with_the_certificate_of_its_files_and_the_next_connection_has_a_renewed_one()
    {
        Write("first.example.com", minutes: 0);
        await using var server = await WebServer.StartAsync(
            new ServerOptions { Address = "127.0.0.1:0", Tls = Options }, NullLoggerFactory.Instance, _time,
            static routes => routes.MapGet("/", static (HttpContext context) => context.Response.WriteAsync(context.Request.Scheme)));

        Assert.Equal(("CN=first.example.com", "https"), await AskAsync(server.Addresses[0]));
        Write("second.example.com", minutes: 1);
        Assert.Equal("CN=first.example.com", (await AskAsync(server.Addresses[0])).Subject);
        _time.Advance(ServerCertificate.Interval);
        Assert.Equal("CN=second.example.com", (await AskAsync(server.Addresses[0])).Subject);
    }

    [Fact]
    public void A_renewed_certificate_that_cannot_be_used_leaves_the_old_one_in_place_until_it_can()
    {
        Write("first.example.com", minutes: 0);
        using var certificate = new ServerCertificate(Options, _time, _log);
        File.WriteAllText(Options.CertFile, "half of a cert");
        File.SetLastWriteTimeUtc(Options.CertFile, DateTime.UnixEpoch.AddMinutes(1));
        _time.Advance(ServerCertificate.Interval);

        Assert.Equal("CN=first.example.com", certificate.Current.TargetCertificate.Subject);
        Assert.Contains(_log.Lines, line => line.Text.Contains("the old one stays", StringComparison.Ordinal));

        Write("second.example.com", minutes: 1);
        _time.Advance(ServerCertificate.Interval);
        Assert.Equal("CN=second.example.com", certificate.Current.TargetCertificate.Subject);
    }

    [Fact]
    public void Mounted_Secrets_that_swap_a_link_are_followed()
    {
        foreach (var (version, name) in new[] { ("v1", "first.example.com"), ("v2", "second.example.com") })
        {
            Directory.CreateDirectory(Path.Combine(_folder, version));
            Write(name, minutes: 0, version);
        }

        foreach (var file in new[] { "tls.crt", "tls.key" })
            File.CreateSymbolicLink(Path.Combine(_folder, file), Path.Combine(_folder, "v1", file));
        using var certificate = new ServerCertificate(Options, _time, _log);
        foreach (var file in new[] { "tls.crt", "tls.key" })
        {
            File.Delete(Path.Combine(_folder, file));
            File.CreateSymbolicLink(Path.Combine(_folder, file), Path.Combine(_folder, "v2", file));
        }

        _time.Advance(ServerCertificate.Interval);
        Assert.Equal("CN=second.example.com", certificate.Current.TargetCertificate.Subject);
    }

    private static async Task<(string Subject, string Scheme)> AskAsync(string address)
    {
        var subject = "";
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            subject = certificate?.Subject ?? "";
            return errors == (SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch);
        };
        using var client = new HttpClient(handler);
        var scheme = await client.GetStringAsync(new Uri(address));
        return (subject, scheme);
    }

    private void Write(string name, int minutes, string folder = "")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        foreach (var (file, text) in new[] { ("tls.crt", certificate.ExportCertificatePem()), ("tls.key", key.ExportPkcs8PrivateKeyPem()) })
        {
            var path = Path.Combine(_folder, folder, file);
            File.WriteAllText(path, text);
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddMinutes(folder == "v2" ? 5 : minutes));
        }
    }
}
