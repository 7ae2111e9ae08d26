using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace EventExporter.Tests.Pipeline.Sinks.Http;

/// <summary>
/// A server with a certificate of an authority of the test's own, that wants one of the same authority from its clients, and takes
/// whatever they post. The certificates are in files, as options name them.
/// </summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("event-exporter-tls-");
    private readonly RSA _authorityKey = RSA.Create(2048);
    private readonly X509Certificate2 _authority;
    private WebApplication? _app;

    private TlsServer()
    {
        var request = new CertificateRequest("CN=test authority", _authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
    }

    public string AuthorityFile => Path.Combine(_folder.FullName, "ca.pem");

    public Uri Address => new(_app!.Urls.First());

    /// <summary>The subjects of the clients that got an answer.</summary>
    public List<string> Clients { get; } = [];

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <param name="name">The only name that the server's certificate carries.</param>
    /// <param name="answer">The body of every answer.</param>
    public static async Task<TlsServer> StartAsync(string name, bool wantsClientCertificate = false, string answer = "")
    {
        var server = new TlsServer();
        var certificate = server.Issue(name);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = wantsClientCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
            https.ClientCertificateValidation = (client, _, _) => client.Issuer == server._authority.Subject;
        })));
        server._app = builder.Build();
        server._app.Run(async context =>
        {
            lock (server.Clients)
                server.Clients.Add(context.Connection.ClientCertificate?.Subject ?? "");
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer);
        });
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Files with a client's certificate and its key.</summary>
    public (string Certificate, string Key) ClientFiles(string name)
    {
        using var client = Issue(name);
        var (certificate, key) = (Path.Combine(_folder.FullName, $"{name}.pem"), Path.Combine(_folder.FullName, $"{name}.key"));
        File.WriteAllText(certificate, client.ExportCertificatePem());
        File.WriteAllText(key, client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return (certificate, key);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _authority.Dispose();
        _authorityKey.Dispose();
        _folder.Delete(recursive: true);
    }

    private X509Certificate2 Issue(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, Now.AddHours(-1), Now.AddDays(10), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
