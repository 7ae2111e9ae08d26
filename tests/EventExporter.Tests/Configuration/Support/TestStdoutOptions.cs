using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;

namespace EventExporter.Tests.Configuration.Support;

internal sealed class TestStdoutOptions
{
    [Option("deDot", "Replaces dots in label names.")]
    public bool DeDot { get; init; }

    [Option("layout", "What is printed.")]
    public ConfigNode? Layout { get; init; }
}
