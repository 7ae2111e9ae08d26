using System.Net.Http.Headers;
using System.Text;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>HTTP basic authentication (RFC 7617).</summary>
internal static class BasicAuthentication
{
    public static AuthenticationHeaderValue Header(string username, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));

    /// <param name="userInfo"><c>user:password</c> as in an address, percent-encoded.</param>
    public static AuthenticationHeaderValue Header(string userInfo)
    {
        var parts = userInfo.Split(':', 2);
        return Header(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
