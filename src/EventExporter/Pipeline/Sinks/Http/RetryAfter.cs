namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>The wait that a service asks for (RFC 9110 section 10.2.3): in seconds, or until a date.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.RetryAfter is not { } header)
            return null;
        var wait = header.Delta ?? header.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
