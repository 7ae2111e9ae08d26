using EventExporter.Configuration.Binding;
using EventExporter.Pipeline.Events;

namespace EventExporter.Configuration.Model;

/// <summary>A rule over the events of a window that slides. What it finds are events of reasons AlertFiring and AlertResolved, which travel the routes.</summary>
internal sealed record AlertOptions
{
    [Option("name", "Name of the rule.", Required = true, Example = "CrashLooping")]
    public string Name { get; init; } = "";

    [Option("when", "The condition: count, rate, distinct or absent, of which events, by which fields, compared with what, in which window.", Required = true, Example = "'count(reason=BackOff) by (namespace, owner) >= 5 in 10m'")]
    public string When { get; init; } = "";

    [Option("for", "How long the condition must hold before the alert fires.")]
    public TimeSpan For { get; init; }

    [Option("keepFiringFor", "How long the condition must not hold any more before the alert is resolved.")]
    public TimeSpan KeepFiringFor { get; init; }

    [Option("severity", "Severity of the alert's events.")]
    public Severity Severity { get; init; } = Severity.Warning;

    [Option("summary", "The message of the alert's events: a template over the latest event of the group, with count, value and alert.", IsTemplate = true)]
    public string Summary { get; init; } = "";

    [Option("labels", "Put on the alert's events as labels, for routes and receivers.")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    [Option("maxGroups", "Combinations of values of the fields after by that are remembered at most; those seen longest ago go first.", Min = 1)]
    public int MaxGroups { get; init; } = 1000;

    [Option("findings", "Look at what the exporter itself has found (incidents, patterns, unusual rates) instead of the cluster's events.")]
    public bool Findings { get; init; }
}
