using EventExporter.Configuration.Binding;

namespace EventExporter.Backtest.Cases;

/// <summary>An incident as it stands at the end of a case.</summary>
internal sealed record IncidentExpectation
{
    [Option("state", "opened, updated, recovering or resolved: what was told of it last.")]
    public string? State { get; init; }

    [Option("rule", "The cause rule.")]
    public string? Rule { get; init; }

    [Option("root", "What it is about, as Kind/name or Kind/namespace/name.")]
    public string? Root { get; init; }

    [Option("severity", "How bad it was at the end.")]
    public string? Severity { get; init; }

    [Option("node", "The node that all of it happened on.")]
    public string? Node { get; init; }

    [Option("contains", "A text that has to be in its title or cause.")]
    public string? Contains { get; init; }
}
