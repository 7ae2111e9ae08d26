using System.Net;
using EventExporter.Configuration.Model;
using EventExporter.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace EventExporter.Web.Access;

/// <summary>
/// Who may do what at the API. Without configured credentials it is read from the same machine only, and nobody writes; with them
/// nothing goes without. Addresses are those of the connection; what proxies say of others is not believed.
/// </summary>
internal sealed class AccessControl(ServerAuthOptions options, TimeProvider time, ILogger log)
{
    private readonly KnownCredentials _known = new(options);
    private readonly FailedLogins _failures = new(time);

    /// <summary>Who asks. Wrong credentials are refused, even where none are needed.</summary>
    /// <exception cref="ApiProblem">401 or 429.</exception>
    public Caller Identify(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization;
        if (authorization.Count == 0)
            return _known.IsEmpty && LocalRequest.Is(context) ? Caller.Local : Caller.Stranger;

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var wait = _failures.WaitOf(address);
        var caller = authorization.Count == 1 ? _known.Find(authorization[0] ?? "") : null;
        if (wait > TimeSpan.Zero && (caller is null || !_failures.IsKnown(address, caller)))
            throw TooManyFailures(wait);
        if (caller is not null)
        {
            _failures.Succeeded(address, caller);
            return caller;
        }

        _failures.Failed(address);
        log.LogWarning("Wrong credentials for the API from {Address}.", address);
        throw Unauthorized(context, "The credentials are not among those of server.auth.");
    }

    /// <exception cref="ApiProblem">401 or 403: the caller may not.</exception>
    public void Require(ApiAccess access, Caller caller, HttpContext context)
    {
        if (access == ApiAccess.Open)
            return;
        if (access == ApiAccess.Write && _known.AnyMayWrite && !caller.IsAuthenticated)
            throw Unauthorized(context, "Writing needs credentials with write access.");
        if (access == ApiAccess.Write && !caller.MayWrite)
            throw new ApiProblem(StatusCodes.Status403Forbidden, caller.IsAuthenticated
                ? $"'{caller.Name}' may read only. Writing needs a token or user of server.auth with 'access: write'."
                : "Nobody may write here: server.auth has no token or user with 'access: write'.");
        if (caller.MayRead)
            return;
        throw _known.IsEmpty
            ? new ApiProblem(StatusCodes.Status403Forbidden, "Without server.auth the API is read from the machine (or pod) of the exporter only, directly and under the name localhost. Configure a token under server.auth.tokens, or use 'kubectl port-forward'.")
            : Unauthorized(context, "Reading needs credentials.");
    }

    /// <summary>
    /// Refuses what a page of another site makes a browser send: browsers add remembered passwords by themselves.
    /// </summary>
    /// <exception cref="ApiProblem">403.</exception>
    public static void RefuseOtherSites(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var isOther = request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
            || (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)));
        if (isOther)
            throw new ApiProblem(StatusCodes.Status403Forbidden, "Pages of other sites may not write here.");
    }

    private ApiProblem Unauthorized(HttpContext context, string detail)
    {
        // A browser that is challenged for a password opens a window of its own: not when a script asks, which has its own way to ask.
        var byScript = context.Request.Headers["Sec-Fetch-Dest"].ToString() == "empty";
        var challenge = _known.HasUsers && !byScript ? "Bearer realm=\"event-exporter\", Basic realm=\"event-exporter\", charset=\"UTF-8\"" : "Bearer realm=\"event-exporter\"";
        return new ApiProblem(StatusCodes.Status401Unauthorized, detail) { Headers = [new(HeaderNames.WWWAuthenticate, challenge)] };
    }

    private static ApiProblem TooManyFailures(TimeSpan wait)
    {
        var seconds = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new ApiProblem(StatusCodes.Status429TooManyRequests, $"Too many wrong credentials from this address; try again in {seconds} s.")
        {
            Headers = [new(HeaderNames.RetryAfter, seconds)],
        };
    }
}
