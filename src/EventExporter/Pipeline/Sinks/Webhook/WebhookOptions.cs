using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Http;
using EventExporter.Pipeline.Sinks.Http.OAuth;

namespace EventExporter.Pipeline.Sinks.Webhook;

[Receiver("webhook", "Sends events as HTTP requests to any address.")]
internal sealed record WebhookOptions : HttpOptions
{
    [Option("endpoint", "The address to send to. Where events choose the host, it must be a public one; see allowPrivateAddresses.", Required = true, IsTemplate = true, Example = "https://example.org/events")]
    public string Endpoint { get; init; } = "";

    [Option("method", "The request method.", Allowed = ["POST", "PUT", "PATCH"])]
    public string Method { get; init; } = "POST";

    [Option("headers", "Further request headers. A Content-Type here replaces the usual one.", IsTemplate = true)]
    public IReadOnlyDictionary<string, Secret> Headers { get; init; } = new Dictionary<string, Secret>();

    [Option("format", "single: a request an event; array: a JSON array of a batch; ndjson: a batch with a document a line.")]
    public WebhookFormat Format { get; init; } = WebhookFormat.Single;

    [Option("cloudEvents", "Send as CloudEvents 1.0: binary (attributes in headers), structured (an envelope around the document) or batch (an array of envelopes). Decides the format.")]
    public CloudEventsMode CloudEvents { get; init; } = CloudEventsMode.Off;

    [Option("signing", "Sign requests as the Standard Webhooks specification says.")]
    public SigningOptions Signing { get; init; } = new();

    [Option("username", "User for basic authentication.")]
    public string Username { get; init; } = "";

    [Option("password", "Password for basic authentication.")]
    public Secret Password { get; init; }

    [Option("bearerToken", "Token for the Authorization header.")]
    public Secret BearerToken { get; init; }

    [Option("oauth2", "Get access tokens by OAuth 2.0 client credentials, in place of bearerToken or username.")]
    public OAuthOptions? OAuth2 { get; init; }

    [Option("allowPrivateAddresses", "Whether requests may go to loopback, private, link-local (cloud metadata) and other addresses that are not public. It is looked at after names are resolved, at each connection. With false, or a host that a template makes, no proxy is used.", DefaultText = "for a host that is written in the file all but link-local addresses and metadata services of clouds; false for one that a template makes")]
    public bool? AllowPrivateAddresses { get; init; }

    [Option("compress", "Send requests gzip-compressed. A signature is made of the body before that.")]
    public bool Compress { get; init; }

    [Option("deDot", "Replace dots in the keys of labels and annotations by underscores.")]
    public bool DeDot { get; init; }

    [Option("layout", "The document to send, with templates in its texts; the default document if left out.")]
    public ConfigNode? Layout { get; init; }

    /// <summary>Whether a request carries several events.</summary>
    public bool IsBatched => CloudEvents == CloudEventsMode.Off ? Format != WebhookFormat.Single : CloudEvents == CloudEventsMode.Batch;
}
