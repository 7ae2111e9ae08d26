using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Receivers;

/// <summary>How many events travel together. What is left out is the receiver type's own default.</summary>
internal sealed class BatchOptions
{
    [Option("maxItems", "Events in a request, at most.", Min = 1, DefaultText = "by receiver type")]
    public int? MaxItems { get; init; }

    [Option("maxBytes", "Size of a request, at most.", Min = "1KiB", DefaultText = "by receiver type")]
    public ByteSize? MaxBytes { get; init; }

    [Option("maxDelay", "How long an event waits for others to travel with.", Min = "0s", Max = "10m", DefaultText = "by receiver type")]
    public TimeSpan? MaxDelay { get; init; }
}
