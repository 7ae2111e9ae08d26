namespace EventExporter.Pipeline.Sinks.Http.OAuth;

/// <summary>There is no access token to be had. The message holds no secret.</summary>
/// <param name="after">When to ask again at the earliest; null: as the retries have it.</param>
internal sealed class OAuthException(string message, TimeSpan? after) : Exception(message)
{
    public TimeSpan? After => after;
}
