using System.IO.Compression;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>Sends bodies with the real server's headers, compressed when they are large and the client accepts it.</summary>
internal static class ResponseWriter
{
    public static Task WriteAsync(HttpContext context, int status, JsonNode body, int gzipThreshold = int.MaxValue) =>
        WriteAsync(context, status, GoJson.Serialize(body), gzipThreshold);

    public static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> body, int gzipThreshold = int.MaxValue)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-cache, private";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        if (body.Length >= gzipThreshold && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Vary = "Accept-Encoding";
            await using var gzip = new GZipStream(response.BodyWriter.AsStream(), CompressionLevel.Fastest);
            await gzip.WriteAsync(body, context.RequestAborted);
            return;
        }

        response.ContentLength = body.Length + 1;
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        await response.BodyWriter.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
    }

    public static async Task WriteTextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers["X-Content-Type-Options"] = "nosniff";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    public static Task WriteAsync(HttpContext context, ApiStatus status) => WriteAsync(context, status.Code, status.ToJson());
}
