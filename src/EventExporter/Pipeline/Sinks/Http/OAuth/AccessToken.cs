namespace EventExporter.Pipeline.Sinks.Http.OAuth;

/// <summary>A token, and until when it is used.</summary>
internal sealed record AccessToken(string Value, DateTimeOffset RefreshAt);
