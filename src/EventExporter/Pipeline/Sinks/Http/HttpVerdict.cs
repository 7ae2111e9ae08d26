using System.Net;
using System.Text;
using EventExporter.Pipeline.Delivery;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>What an HTTP answer to a whole request means for what was sent with it.</summary>
internal static class HttpVerdict
{
    // Enough of a service's error to understand it.
    private const int LongestBody = 2048;

    /// <summary>
    /// 2xx is delivered. 4xx that speak of the content are refused. 410 ends the receiver. All else may be mended without touching the
    /// events - the service's load or outage, our credentials, a redirect nobody configured - and is tried again.
    /// </summary>
    public static OutcomeKind KindOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => OutcomeKind.Delivered,
        410 => OutcomeKind.Unsubscribed,
        401 or 403 or 407 or 408 or 421 or 423 or 425 or 426 or 429 => OutcomeKind.Retry,
        // There is no such place or method: no smaller batch would fare better.
        404 or 405 => OutcomeKind.Rejected,
        >= 400 and < 500 => OutcomeKind.RefusedTogether,
        _ => OutcomeKind.Retry,
    };

    public static async Task<Outcome> OfAsync(HttpResponseMessage response, SecretMask mask, TimeProvider time, string? payload, CancellationToken cancellation)
    {
        var kind = KindOf(response.StatusCode);
        if (kind == OutcomeKind.Delivered)
            return Outcome.Delivered();
        var reason = await ReasonAsync(response, mask, cancellation);
        return kind switch
        {
            OutcomeKind.Unsubscribed => Outcome.Unsubscribed(reason),
            OutcomeKind.Rejected => Outcome.Rejected(reason, payload),
            OutcomeKind.RefusedTogether => Outcome.RefusedTogether(reason, payload),
            _ => Outcome.Retry(reason, RetryAfter.Of(response, time)),
        };
    }

    /// <summary><c>HTTP 400 Bad Request: the service's own words</c>, on one line, cut and without secrets.</summary>
    public static async Task<string> ReasonAsync(HttpResponseMessage response, SecretMask mask, CancellationToken cancellation)
    {
        var reason = $"HTTP {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        if (response.Headers.Location is { } location)
            reason += $" to {location} (redirects are not followed)";
        var body = await BodyAsync(response, cancellation);
        return mask.Apply(body.Length > 0 ? $"{reason}: {body}" : reason);
    }

    /// <summary>The beginning of an error's body, on one line; what came of it if it breaks off.</summary>
    public static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var bytes = new byte[LongestBody];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            length = await stream.ReadAtLeastAsync(bytes, LongestBody, throwOnEndOfStream: false, cancellation);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            // The status is the verdict; an explanation that breaks off is not worth another one.
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
