using System.Net;
using System.Net.Sockets;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>
/// Connects to public addresses only, or to all but those of metadata services. What a name stands for is looked at when the connection is made, and the connection goes to the
/// very addresses that were looked at: a name that is answered differently the next time gains nothing.
/// </summary>
/// <param name="allowsPrivate">Private ones too, but for those where clouds give out credentials.</param>
internal sealed class PublicConnection(Func<string, CancellationToken, Task<IPAddress[]>> resolve, bool allowsPrivate = false)
{
    public PublicConnection(bool allowsPrivate) : this(static (host, cancellation) => Dns.GetHostAddressesAsync(host, cancellation), allowsPrivate)
    {
    }

    /// <summary>Whether a proxy, which looks names up itself, may make the connection instead.</summary>
    public bool AllowsProxy => allowsPrivate;

    /// <exception cref="AddressRefusedException">One of the host's addresses is private.</exception>
    public async ValueTask<Stream> OpenAsync(DnsEndPoint place, CancellationToken cancellation)
    {
        var addresses = await resolve(place.Host, cancellation);
        if (Array.Find(addresses, allowsPrivate ? PrivateAddresses.ContainsMetadata : PrivateAddresses.Contains) is { } refused)
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

    private string Reason(string host, IPAddress address)
    {
        var kind = allowsPrivate ? "link-local or of a cloud's metadata service" : "private";
        var which = IPAddress.TryParse(host, out _) ? $"{host} is {kind}" : $"{host} is {address}, which is {kind}";
        var wayOut = allowsPrivate ? "set allowPrivateAddresses: true if it must be" : "a host that is written in the file may be private, or set allowPrivateAddresses: true";
        return $"endpoint: {which}, where this receiver may not send ({wayOut})";
    }
}
