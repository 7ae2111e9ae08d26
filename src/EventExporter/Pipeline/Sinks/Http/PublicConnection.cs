using System.Net;
using System.Net.Sockets;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>
/// Connects to public addresses only. What a name stands for is looked at when the connection is made, and the connection goes to the
/// very addresses that were looked at: a name that is answered differently the next time gains nothing.
/// </summary>
internal sealed class PublicConnection(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public PublicConnection() : this(static (host, cancellation) => Dns.GetHostAddressesAsync(host, cancellation))
    {
    }

    /// <exception cref="AddressRefusedException">One of the host's addresses is private.</exception>
    public async ValueTask<Stream> OpenAsync(DnsEndPoint place, CancellationToken cancellation)
    {
        var addresses = await resolve(place.Host, cancellation);
        if (Array.Find(addresses, PrivateAddresses.Contains) is { } refused)
            throw new AddressRefusedException(Reason(place.Host, refused));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, place.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Reason(string host, IPAddress address)
    {
        var which = IPAddress.TryParse(host, out _) ? $"{host} is a private address" : $"{host} is the private address {address}";
        return $"endpoint: {which}, where this receiver may not send (a host that is written in the file may be private, or set allowPrivateAddresses: true)";
    }
}
