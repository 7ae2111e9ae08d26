using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EventExporter.Tests.Pipeline.Sinks.Http;

/// <summary>An HTTP proxy that tunnels (RFC 9110, CONNECT) for who knows the password.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _authorization;
    private Task _running = Task.CompletedTask;

    private ConnectProxy(string user, string password) =>
        _authorization = $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    /// <summary>The request lines of the tunnels that were opened.</summary>
    public List<string> Tunnels { get; } = [];

    public static Task<ConnectProxy> StartAsync(string user, string password)
    {
        var proxy = new ConnectProxy(user, password);
        proxy._listener.Start();
        proxy._running = proxy.AcceptAsync();
        return Task.FromResult(proxy);
    }

    public Uri AddressFor(string user, string password) =>
        new($"http://{user}:{Uri.EscapeDataString(password)}@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var near = client.GetStream();
            while (await ReadHeadAsync(near) is { Length: > 0 } head)
            {
                if (!head.Contains(_authorization, StringComparison.OrdinalIgnoreCase))
                {
                    await near.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                    continue;
                }

                var line = head.Split("\r\n")[0];
                lock (Tunnels)
                    Tunnels.Add(line);
                await TunnelAsync(near, IPEndPoint.Parse(line.Split(' ')[1]));
                return;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
        {
            // Either end has gone.
        }
    }

    private async Task TunnelAsync(NetworkStream near, IPEndPoint place)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(place, _stop.Token);
        await near.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stop.Token);
        var far = server.GetStream();
        await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                return "";
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
