using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>Which events are watched.</summary>
internal sealed record SourceOptions
{
    [Option("start", "Where watching begins when there is no position of an earlier run: with events from now on, or with all that the API server still keeps.")]
    public SourceStart Start { get; init; } = SourceStart.Now;

    [Option("namespaces", "Namespaces to watch, each with a watch of its own; none means all of them.", Example = "[default, production]")]
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    [Option("fieldSelector", "Lets the API server send only events whose fields match, such as type!=Normal.", Example = "type!=Normal")]
    public string? FieldSelector { get; init; }
}
