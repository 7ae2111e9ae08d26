using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Pipeline.Sinks.Kinesis;
using EventExporter.Pipeline.Sinks.Opsgenie;
using EventExporter.Pipeline.Sinks.Slack;
using EventExporter.Pipeline.Sinks.Webhook;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;
using EventExporter.Tests.Pipeline.Sinks.Kinesis;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Sinks;

/// <summary>Makes sinks as the program does, for a service at an address.</summary>
internal static class SinkUnderTest
{
    public const string Secret = "s3cr3t-t0ken-value";

    public static SinkContext Context(TimeProvider? time = null) => new("out", new EventRenderers(), time ?? new ManualTimeProvider(Some.Time), NullLoggerFactory.Instance);

    public static readonly string[] HttpTypes = ["elasticsearch", "webhook", "webhook-batch", "kinesis", "firehose", "slack", "slack-webhook", "opsgenie"];

    /// <summary>Every sink that speaks HTTP, by name: they all have to pass the contract tests.</summary>
    public static ISink Http(string type, Uri address) => type switch
    {
        "elasticsearch" => ElasticsearchSink.Create(new ElasticsearchOptions { Hosts = [address], ApiKey = new Secret(Secret) }, Context()),
        "webhook" => WebhookSink.Create(new WebhookOptions { Endpoint = $"{address}", BearerToken = new Secret(Secret) }, Context()),
        "webhook-batch" => WebhookSink.Create(new WebhookOptions { Endpoint = $"{address}", Format = WebhookFormat.Array, BearerToken = new Secret(Secret) }, Context()),
        "kinesis" => RecordSink.Create(new KinesisOptions { StreamName = "events", Region = "eu-central-1", Endpoint = address }, Context(), new FixedCredentials("AKID", Secret)),
        "firehose" => RecordSink.Create(new FirehoseOptions { DeliveryStreamName = "events", Region = "eu-central-1", Endpoint = address }, Context(), new FixedCredentials("AKID", Secret)),
        "slack" => SlackSink.Create(new SlackOptions { Url = address, Token = new Secret(Secret), Channel = "#alerts" }, Context()),
        "slack-webhook" => SlackSink.Create(new SlackOptions { WebhookUrl = new Secret($"{address}services/{Secret}") }, Context()),
        "opsgenie" => OpsgenieSink.Create(new OpsgenieOptions { Url = $"{address}", ApiKey = new Secret(Secret) }, Context()),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
