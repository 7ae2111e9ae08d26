using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;
using EventExporter.Pipeline.Sinks.Aws;

namespace EventExporter.Pipeline.Sinks.Kinesis;

[Receiver("kinesis", "Puts events into an Amazon Kinesis data stream, those of an object in their order.")]
internal sealed record KinesisOptions : AwsOptions
{
    [Option("streamName", "The data stream.", Aliases = ["streamname"], Required = true, Example = "kube-events")]
    public string StreamName { get; init; } = "";

    [Option("partitionKey", "What chooses the shard: events with the same key keep their order. Longer ones than 256 characters are hashed.", IsTemplate = true, DefaultText = "the uid of the object that the event is about", Example = "{{ namespace }}")]
    public string PartitionKey { get; init; } = "";

    [Option("deDot", "Replace dots in the keys of labels and annotations by underscores.")]
    public bool DeDot { get; init; }

    [Option("layout", "The record to put, with templates in its texts; the default document if left out.")]
    public ConfigNode? Layout { get; init; }
}
