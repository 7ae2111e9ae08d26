using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EventExporter.Web;

/// <summary>One file of the dashboard: its bytes as they are and packed, and the tag by which a browser knows that it has them.</summary>
internal sealed class DashboardFile
{
    /// <summary>Below this many bytes packing saves nothing worth an answer's header.</summary>
    private const int WorthPacking = 512;

    private readonly string _contentType;
    private readonly string _tag;
    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _packed;

    public DashboardFile(string name, byte[] content)
    {
        _contentType = TypeOf(name);
        _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
        _plain = content;
        _packed = new Lazy<byte[]>(() => Pack(content));
    }

    /// <summary>
    /// Answers with the file, or with 304 where the browser has it already. It asks each time (<c>no-cache</c>), so that a new version
    /// of the program never runs with scripts of the old one.
    /// </summary>
    public async Task SendAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = _tag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (request.Headers.IfNoneMatch.ToString().Contains(_tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var packed = _plain.Length >= WorthPacking && request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase);
        var body = packed ? _packed.Value : _plain;
        response.ContentType = _contentType;
        response.ContentLength = body.Length;
        if (packed)
            response.Headers.ContentEncoding = "br";
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Scripts, styles and answers from here only, nothing inline, and no page may frame this one.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            brotli.Write(content);
        return packed.ToArray();
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"the dashboard has no content type for '{other}' ({name})"),
    };
}
