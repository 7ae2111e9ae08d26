using System.Net;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Web.Access;

/// <summary>Whether a request comes from the same machine or pod, and was meant for it.</summary>
internal static class LocalRequest
{
    /// <summary>Headers that a proxy adds. What they say is never believed; that they are there means that the caller is somewhere else.</summary>
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>
    /// The connection is from a loopback address, no proxy has passed the request on, and it names this machine: a page from elsewhere
    /// whose name was made to point here (DNS rebinding) names itself.
    /// </summary>
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IsLoopback(remote)
        && !Array.Exists(OfProxies, context.Request.Headers.ContainsKey)
        && NamesThisMachine(context.Request.Host.Host);

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool NamesThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsLoopback(address));
}
