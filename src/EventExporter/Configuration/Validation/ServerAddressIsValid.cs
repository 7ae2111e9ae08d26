using System.Globalization;

namespace EventExporter.Configuration.Validation;

/// <summary>The web server's address is <c>host:port</c>, <c>[IPv6]:port</c> or <c>:port</c>.</summary>
internal sealed class ServerAddressIsValid : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var address = context.Configuration.Server.Address;
        var place = context.Sources.Of(context.Configuration.Server, "address");
        var colon = address.LastIndexOf(':');
        if (colon < 0 || address.Contains("//", StringComparison.Ordinal) || !IsHost(address[..colon]))
        {
            context.Error(place, $"{place.Node.Describe()} is not an address to listen on", "write host:port, or :8080 for all addresses");
            return;
        }

        if (!int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            context.Error(place, $"{place.Node.Describe()} has no valid port", "ports are numbers from 0 to 65535; 0 takes a free one");
    }

    private static bool IsHost(string host) =>
        host.Length == 0
        || (host is ['[', .., ']'] ? Uri.CheckHostName(host) == UriHostNameType.IPv6 : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4);
}
