using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Pipeline.Sinks.Files;
using EventExporter.Pipeline.Sinks.Kinesis;
using EventExporter.Pipeline.Sinks.Opsgenie;
using EventExporter.Pipeline.Sinks.Slack;
using EventExporter.Pipeline.Sinks.Stdout;
using EventExporter.Pipeline.Sinks.Webhook;

namespace EventExporter.Pipeline.Sinks;

/// <summary>The kinds of sinks there are. A new one is a line here, and an options class with <c>[Receiver(...)]</c> beside it.</summary>
internal static class SinkCatalog
{
    private static readonly DeliveryOptions Lines = new() { MaxItems = 500, MaxBytes = 1024 * 1024 };

    private static readonly DeliveryOptions Bulk = new() { MaxItems = 1000, MaxBytes = 5 * 1024 * 1024, MaxDelay = TimeSpan.FromMilliseconds(100) };

    private static readonly Dictionary<string, SinkType> Types = new List<SinkType>
    {
        SinkType.Of<StdoutOptions>(StdoutSink.Create, static _ => Lines),
        SinkType.Of<FileSinkOptions>(FileSink.Create, static _ => Lines),
        SinkType.Of<WebhookOptions>(WebhookSink.Create, static options => options.IsBatched ? Bulk with { MaxItems = 100, MaxBytes = 1024 * 1024 } : DeliveryOptions.Default),
        SinkType.Of<ElasticsearchOptions>(ElasticsearchSink.Create, static _ => Bulk),
        SinkType.Of<OpenSearchOptions>(ElasticsearchSink.Create, static _ => Bulk),
        SinkType.Of<KinesisOptions>(RecordSink.Create, static _ => Bulk with { MaxItems = RecordService.Kinesis.Limits.Records }),
        SinkType.Of<FirehoseOptions>(RecordSink.Create, static _ => Bulk with { MaxItems = RecordService.Firehose.Limits.Records, MaxBytes = RecordService.Firehose.Limits.RequestBytes }),
        SinkType.Of<OpsgenieOptions>(OpsgenieSink.Create, static _ => DeliveryOptions.Default with { MaxItems = 10 }),
        SinkType.Of<SlackOptions>(SlackSink.Create, SlackSink.DeliveryOf),
    }.ToDictionary(static type => type.Name, StringComparer.Ordinal);

    public static SinkType? Find(string name) => Types.GetValueOrDefault(name);
}
