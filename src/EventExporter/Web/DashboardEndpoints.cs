using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace EventExporter.Web;

/// <summary>
/// The dashboard: one page that answers under the address of each of its views, and under <c>/assets</c> what it consists of. All of it
/// is inside the program; what it shows comes from the API.
/// </summary>
internal static class DashboardEndpoints
{
    private const string Root = "wwwroot/";

    /// <summary>Addresses of views, so that each can be shared and loaded again. Anything else stays a plain 404.</summary>
    private static readonly string[] Views =
        ["/", "/explore", "/events/{sequence}", "/timeline", "/incidents", "/incidents/{id}", "/receivers", "/receivers/{name}", "/silences"];

    private static readonly string[] Methods = ["GET", "HEAD"];

    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder routes)
    {
        foreach (var (name, file) in Load())
        {
            foreach (var path in name == "index.html" ? Views : ["/assets/" + name])
                routes.MapMethods(path, Methods, file.SendAsync);
        }

        return routes;
    }

    private static IEnumerable<(string Name, DashboardFile File)> Load()
    {
        var assembly = typeof(DashboardEndpoints).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Select(n => (Resource: n, Path: n.Replace('\\', '/'))))
        {
            if (resource.Path.StartsWith(Root, StringComparison.Ordinal))
                yield return (resource.Path[Root.Length..], new DashboardFile(resource.Path, Read(assembly, resource.Resource)));
        }
    }

    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
