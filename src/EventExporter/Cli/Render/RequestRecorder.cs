using System.IO.Compression;
using System.Net;
using System.Text;

namespace EventExporter.Cli.Render;

/// <summary>Takes a sink's requests in place of the network and writes them down as text, as they would go over the wire.</summary>
internal sealed class RequestRecorder : HttpMessageHandler
{
    private static readonly string[] SecretHeaders = ["authorization", "proxy-authorization", "x-api-key", "x-amz-security-token"];

    public StringBuilder Text { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Text.Length > 0)
            Text.Append("\n\n");
        Text.Append(request.Method).Append(' ').Append(request.RequestUri).Append('\n');
        foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()))
        {
            if (name.Equals("content-encoding", StringComparison.OrdinalIgnoreCase))
                continue;
            var value = SecretHeaders.Contains(name.ToLowerInvariant(), StringComparer.Ordinal) ? "***" : string.Join(", ", values);
            Text.Append(name.ToLowerInvariant()).Append(": ").Append(value).Append('\n');
        }

        Text.Append('\n').Append(await BodyAsync(request.Content, cancellationToken));
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{\"ok\":true}", Encoding.UTF8, "application/json") };
    }

    private static async Task<string> BodyAsync(HttpContent? content, CancellationToken cancellation)
    {
        if (content is null)
            return "";
        Stream body = await content.ReadAsStreamAsync(cancellation);
        await using var readable = content.Headers.ContentEncoding.Contains("gzip") ? new GZipStream(body, CompressionMode.Decompress) : body;
        using var reader = new StreamReader(readable);
        return await reader.ReadToEndAsync(cancellation);
    }
}
