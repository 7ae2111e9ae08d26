using EventExporter.Configuration.Binding;

namespace EventExporter.Backtest.Cases;

/// <summary>An alert rule that fired, or resolved.</summary>
[Shorthand("name")]
internal sealed record AlertExpectation
{
    [Option("name", "The rule.", Required = true)]
    public string Name { get; init; } = "";

    [Option("state", "Whether it began or ended.", Allowed = ["firing", "resolved"])]
    public string State { get; init; } = "firing";

    [Option("labels", "Some of the group's labels.")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
