using EventExporter.Configuration.Binding;
using EventExporter.Pipeline.Events;

namespace EventExporter.Configuration.Model;

/// <summary>An own rule of classification. The first that matches replaces what the built-in table says; what it leaves out stays.</summary>
internal sealed record ClassifyRule
{
    [Option("match", "Which events: conditions as in routes. They see category and severity as the built-in table has them.", Required = true)]
    public ConditionConfig Match { get; init; } = new();

    [Option("category", "What they belong to.", Allowed = ["Other", "Scheduling", "Image", "Container", "Probe", "Volume", "Network", "Node", "Scaling", "Workload", "Quota", "Certificate"])]
    public string? Category { get; init; }

    [Option("severity", "How bad they are.")]
    public Severity? Severity { get; init; }

    [Option("details", "Facts to add to the events' details, for routes, templates and queries.")]
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    [Option("labels", "Labels to add to those of the object, as the exporter knows them: for routes, templates and queries, such as whose it is.", Example = "{team: storefront}")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
