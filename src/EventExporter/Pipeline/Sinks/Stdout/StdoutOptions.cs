using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;

namespace EventExporter.Pipeline.Sinks.Stdout;

[Receiver("stdout", "Writes each event as a line to standard output.")]
internal sealed class StdoutOptions
{
    [Option("format", "json: one JSON document a line; pretty: a line for people, coloured on a terminal.")]
    public StdoutFormat Format { get; init; } = StdoutFormat.Json;

    [Option("deDot", "Replace dots in the keys of labels and annotations by underscores.")]
    public bool DeDot { get; init; }

    [Option("layout", "The document to write, with templates in its texts; the default document if left out.")]
    public ConfigNode? Layout { get; init; }
}
