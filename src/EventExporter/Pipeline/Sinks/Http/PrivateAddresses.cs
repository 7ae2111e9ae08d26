using System.Net;
using System.Net.Sockets;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>
/// Addresses that are not of the public internet: of this host, of networks at home, of the link (where clouds have their metadata
/// services), multicast and reserved (IANA special-purpose address registries). Also where one is wrapped into an IPv6 address.
/// </summary>
internal static class PrivateAddresses
{
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    // NAT64 carries the address at its end, 6to4 behind its first two bytes; Teredo hides it, so that all of it is refused.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    // Where clouds tell any process what it may do: link-local, and the few that are elsewhere (AWS over IPv6, Alibaba, Oracle, Azure).
    private static readonly IPNetwork[] Metadata =
    [
        .. new[] { "169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32" }.Select(IPNetwork.Parse),
    ];

    public static bool Contains(IPAddress address)
    {
        var inner = Inner(address);
        if (Array.Exists(Networks, network => network.Contains(inner)) || ContainsMetadata(address))
            return true;

        // IPv4-compatible, long given up, but still routed to the IPv4 address by some.
        return inner.AddressFamily == AddressFamily.InterNetworkV6
            && (Teredo.Contains(inner) || LocalNat64.Contains(inner) || inner.GetAddressBytes().AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0);
    }

    /// <summary>Link-local, or otherwise a cloud's metadata service, whose answers are credentials: no service for events is there.</summary>
    public static bool ContainsMetadata(IPAddress address)
    {
        var inner = Inner(address);
        return Array.Exists(Metadata, network => network.Contains(inner));
    }

    /// <summary>The IPv4 address that is wrapped into one of IPv6, or the address itself.</summary>
    private static IPAddress Inner(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address))
            return new IPAddress(bytes.AsSpan(12, 4));
        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }
}
