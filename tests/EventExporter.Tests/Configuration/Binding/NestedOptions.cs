using EventExporter.Configuration.Binding;

namespace EventExporter.Tests.Configuration.Binding;

[Shorthand("name")]
internal sealed class NestedOptions
{
    [Option("name", "A name.", Required = true, Example = "main")]
    public string Name { get; init; } = "";

    [Option("size", "A number.")]
    public int Size { get; init; } = 7;
}
