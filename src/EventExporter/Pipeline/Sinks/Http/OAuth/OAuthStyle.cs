namespace EventExporter.Pipeline.Sinks.Http.OAuth;

/// <summary>How a client says who it is (RFC 6749, section 2.3.1).</summary>
internal enum OAuthStyle
{
    Header,
    Body,
}
