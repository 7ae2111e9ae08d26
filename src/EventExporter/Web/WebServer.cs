using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EventExporter.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventExporter.Web;

/// <summary>The program's own HTTP server.</summary>
internal sealed class WebServer(WebApplication application) : IAsyncDisposable
{
    /// <summary>The addresses it listens on, with the real port where the configuration said 0.</summary>
    public IReadOnlyList<string> Addresses { get; } =
        [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <param name="address"><c>host:port</c>; without a host on all addresses, with port 0 on a free one.</param>
    public static async Task<WebServer> StartAsync(string address, ILoggerFactory loggers, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var (host, port) = Parse(address);
            if (host is null)
                kestrel.ListenAnyIP(port);
            else
                kestrel.Listen(host, port);
        });
        var application = builder.Build();
        map(application);
        try
        {
            await application.StartAsync();
        }
        catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
        {
            await application.DisposeAsync();
            throw UserError.Failure($"event-exporter: cannot listen on {address} (server.address): {failure.GetBaseException().Message}. Choose another address, or port 0 for any free one.");
        }

        return new WebServer(application);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(CancellationToken.None);
        await application.DisposeAsync();
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
