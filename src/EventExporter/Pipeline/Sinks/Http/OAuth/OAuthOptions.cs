using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks.Http.OAuth;

/// <summary>Access tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4).</summary>
internal sealed class OAuthOptions
{
    [Option("tokenUrl", "The address that gives out tokens.", Required = true, Example = "https://login.example.org/oauth2/token")]
    public Uri TokenUrl { get; init; } = new("http://localhost");

    [Option("clientId", "Who asks for a token.", Required = true, Example = "event-exporter")]
    public string ClientId { get; init; } = "";

    [Option("clientSecret", "The client's secret.", Required = true, Example = "${CLIENT_SECRET}")]
    public Secret ClientSecret { get; init; }

    [Option("scopes", "What the token is to be good for.")]
    public OneOrMany<string> Scopes { get; init; } = [];

    [Option("audience", "The service that the token is for, where the token's server wants to know.")]
    public string Audience { get; init; } = "";

    [Option("authStyle", "Where the client's id and secret are sent: in the Authorization header, or in the request's body.")]
    public OAuthStyle AuthStyle { get; init; } = OAuthStyle.Header;
}
