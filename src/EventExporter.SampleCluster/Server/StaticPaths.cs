using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>Everything that is not a resource: health, version, discovery, schemas.</summary>
internal static class StaticPaths
{
    public static Task HandleAsync(HttpContext context, SampleApiServerOptions options)
    {
        var path = context.Request.Path.Value!.TrimEnd('/');
        if (path is "/healthz" or "/livez" or "/readyz")
            return ResponseWriter.WriteTextAsync(context, 200, "ok");
        return (path == "/version" ? Version(options.GitVersion) : Discovery.Find(path) ?? OpenApi.Find(path)) is { } body
            ? ResponseWriter.WriteAsync(context, 200, body, options.GzipThreshold)
            : NotFoundAsync(context, path);
    }

    private static JsonObject Version(string gitVersion)
    {
        var numbers = gitVersion.TrimStart('v').Split('.');
        return new JsonObject
        {
            ["major"] = numbers[0],
            ["minor"] = numbers[1],
            ["gitVersion"] = gitVersion,
            ["gitCommit"] = "59526cd4867447956156ae3a602fcbac10a2c335",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "2025-04-22T16:03:33Z",
            ["goVersion"] = "go1.23.6",
            ["compiler"] = "gc",
            ["platform"] = "linux/amd64",
        };
    }

    // Under the API prefixes the real server answers with a Status, elsewhere with its mux's plain text.
    private static Task NotFoundAsync(HttpContext context, string path) =>
        path.StartsWith("/api", StringComparison.Ordinal)
            ? ResponseWriter.WriteAsync(context, ApiStatus.NoSuchResource())
            : ResponseWriter.WriteTextAsync(context, 404, "404 page not found\n");
}
