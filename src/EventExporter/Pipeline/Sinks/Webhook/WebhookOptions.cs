using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Webhook;

[Receiver("webhook", "Sends events as HTTP requests to any address.")]
internal sealed record WebhookOptions : HttpOptions
{
    [Option("endpoint", "The address to send to.", Required = true, IsTemplate = true, Example = "https://example.org/events")]
    public Uri Endpoint { get; init; } = new("http://localhost");

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

    [Option("compress", "Send requests gzip-compressed. A signature is made of the body before that.")]
    public bool Compress { get; init; }

    [Option("deDot", "Replace dots in the keys of labels and annotations by underscores.")]
    public bool DeDot { get; init; }

    [Option("layout", "The document to send, with templates in its texts; the default document if left out.")]
    public ConfigNode? Layout { get; init; }

    /// <summary>Whether a request carries several events.</summary>
    public bool IsBatched => CloudEvents == CloudEventsMode.Off ? Format != WebhookFormat.Single : CloudEvents == CloudEventsMode.Batch;
}
