using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using EventExporter.Cli;
using EventExporter.Configuration.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventExporter.Web;

/// <summary>The program's own HTTP server.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>Bytes of a request's body where an endpoint says nothing else; Kestrel's own limit is 30 MB.</summary>
    private const long MaxBody = 64 * 1024;

    /// <summary>Scrapes, probes, some people and some streams.</summary>
    private const long MaxConnections = 500;

    private readonly WebApplication _application;
    private readonly ServerCertificate? _certificate;

    private WebServer(WebApplication application, ServerCertificate? certificate)
    {
        (_application, _certificate) = (application, certificate);
        Addresses = [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
    }

    /// <summary>The addresses it listens on, with the real port where the configuration said 0.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <param name="server">The address is <c>host:port</c>; without a host on all addresses, with port 0 on a free one.</param>
    public static async Task<WebServer> StartAsync(
        ServerOptions server, ILoggerFactory loggers, TimeProvider time, Action<IEndpointRouteBuilder> map, Action<IApplicationBuilder>? before = null)
    {
        var certificate = server.Tls.IsConfigured ? ReadCertificate(server.Tls, loggers, time) : null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, server.Address, certificate));
        var application = builder.Build();
        before?.Invoke(application);
        application.Use(SecurityHeaders.AddAsync);
        map(application);
        try
        {
            await application.StartAsync();
        }
        catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
        {
            await application.DisposeAsync();
            certificate?.Dispose();
            throw UserError.Failure($"event-exporter: cannot listen on {server.Address} (server.address): {failure.GetBaseException().Message}. Choose another address, or port 0 for any free one.");
        }

        return new WebServer(application, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        // Streams do not end by themselves: they are cut rather than waited for.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(limit.Token);
        await _application.DisposeAsync();
        _certificate?.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, string address, ServerCertificate? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        var (host, port) = Parse(address);
        if (host is null)
            kestrel.ListenAnyIP(port, Secure);
        else
            kestrel.Listen(host, port, Secure);

        void Secure(ListenOptions listen)
        {
            if (certificate is null)
                return;
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Current }),
            });
        }
    }

    private static ServerCertificate ReadCertificate(ServerTlsOptions tls, ILoggerFactory loggers, TimeProvider time)
    {
        try
        {
            return new ServerCertificate(tls, time, loggers.CreateLogger<ServerCertificate>());
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw UserError.Failure($"event-exporter: the certificate {tls.CertFile} (server.tls) cannot be used: {error.Message}");
        }
    }

    private static (IPAddress? Host, int Port) Parse(string address)
    {
        var colon = address.LastIndexOf(':');
        var port = int.Parse(address[(colon + 1)..], CultureInfo.InvariantCulture);
        return address[..colon].Trim('[', ']') switch
        {
            "" or "*" or "0.0.0.0" => (null, port),
            "localhost" => (IPAddress.Loopback, port),
            var host => (IPAddress.Parse(host), port),
        };
    }
}
