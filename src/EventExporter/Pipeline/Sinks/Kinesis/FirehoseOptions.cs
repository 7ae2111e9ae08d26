using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;
using EventExporter.Pipeline.Sinks.Aws;

namespace EventExporter.Pipeline.Sinks.Kinesis;

[Receiver("firehose", "Puts events into an Amazon Data Firehose stream, one a line.")]
internal sealed record FirehoseOptions : AwsOptions
{
    [Option("deliveryStreamName", "The delivery stream. It must take direct puts.", Aliases = ["deliverystreamname"], Required = true, Example = "kube-events")]
    public string DeliveryStreamName { get; init; } = "";

    [Option("deDot", "Replace dots in the keys of labels and annotations by underscores.")]
    public bool DeDot { get; init; }

    [Option("layout", "The record to put, with templates in its texts; the default document if left out.")]
    public ConfigNode? Layout { get; init; }
}
