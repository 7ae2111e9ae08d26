using Microsoft.AspNetCore.Http;

namespace EventExporter.Web;

/// <summary>
/// What every answer tells browsers: take it for what it is said to be, load nothing from elsewhere, frame it nowhere, tell nobody where
/// one came from. Pages that need more say so themselves.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
