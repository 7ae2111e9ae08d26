using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Cli.Testing;

/// <summary>The way to an address, step by step: its name, a connection, the server's certificate. Sends nothing.</summary>
internal sealed class NetworkProbe(StepReport report, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<bool> LookAtAsync(Uri address, HttpOptions? options, CancellationToken cancellation)
    {
        if (SinkHttpClient.ProxyFor(address, options) is { } proxy)
        {
            report.Skipped("proxy", $"{address.Host} is reached through {proxy.Scheme}://{proxy.Authority}");
            (address, options) = (new Uri($"http://{proxy.Authority}"), null);
        }

        using var timer = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        if (await ResolveAsync(address, either.Token) is not { } hosts)
            return false;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (!await ConnectAsync(socket, hosts, address.Port, either.Token))
            return false;
        return address.Scheme != Uri.UriSchemeHttps || await new TlsProbe(report, time).LookAtAsync(socket, address, options?.Tls ?? new TlsOptions(), either.Token);
    }

    private static IPEndPoint Readable(IPEndPoint point) => point.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(point.Address.MapToIPv4(), point.Port) : point;

    private async Task<IPAddress[]?> ResolveAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            var hosts = await Dns.GetHostAddressesAsync(address.DnsSafeHost, cancellation);
            report.Passed("address", $"{address.Host} is {string.Join(", ", hosts.Take(4).Select(host => host.ToString()))}");
            return hosts;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            report.Failed("address", $"{address.Host} cannot be resolved: {error.Message}");
        }
        catch (OperationCanceledException)
        {
            report.Failed("address", $"{address.Host} cannot be resolved within {Limit.TotalSeconds} s");
        }

        return null;
    }

    private async Task<bool> ConnectAsync(Socket socket, IPAddress[] hosts, int port, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            await socket.ConnectAsync(hosts, port, cancellation);
            report.Passed("connection", string.Create(CultureInfo.InvariantCulture, $"{Readable((IPEndPoint)socket.RemoteEndPoint!)} in {time.GetElapsedTime(started).TotalMilliseconds:0} ms"));
            return true;
        }
        catch (SocketException error)
        {
            report.Failed("connection", $"port {port}: {error.Message}");
        }
        catch (OperationCanceledException)
        {
            report.Failed("connection", $"port {port}: no answer within {Limit.TotalSeconds} s (a firewall or a network policy?)");
        }

        return false;
    }
}
