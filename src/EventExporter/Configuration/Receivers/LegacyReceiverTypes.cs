namespace EventExporter.Configuration.Receivers;

/// <summary>
/// The receiver types of kubernetes-event-exporter (its README and pkg/sinks/receiver.go), so that a file which names one that this
/// program lacks is answered plainly.
/// </summary>
internal static class LegacyReceiverTypes
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "inMemory", "pipe", "webhook", "file", "syslog", "stdout", "elasticsearch", "kinesis", "firehose", "opensearch", "opsgenie",
        "sqs", "sns", "slack", "kafka", "pubsub", "opscenter", "teams", "bigquery", "eventbridge", "loki",
    };

    public static bool Contains(string name) => Names.Contains(name);
}
