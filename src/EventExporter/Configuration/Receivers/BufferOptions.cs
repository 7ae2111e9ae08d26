using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Receivers;

/// <summary>How many rendered events a receiver holds in memory ahead of sending. The journal holds the rest.</summary>
internal sealed class BufferOptions
{
    [Option("maxItems", "Events in memory, at most.", Min = 1, DefaultText = "by receiver type")]
    public int? MaxItems { get; init; }

    [Option("maxBytes", "Size of the events in memory, at most.", Min = "1KiB", DefaultText = "by receiver type")]
    public ByteSize? MaxBytes { get; init; }
}
