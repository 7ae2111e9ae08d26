using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>One alert rule.</summary>
internal sealed record AlertRule
{
    public required string Name { get; init; }

    public required AlertCondition Condition { get; init; }

    /// <summary>How long the condition must hold before it is told.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long the condition must not hold any more before it is told that it is over.</summary>
    public TimeSpan KeepFiringFor { get; init; }

    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>Put on the alert's events as labels of the object, for routes, and among the labels of the alert.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Groups that are remembered at most; those seen longest ago go first.</summary>
    public int MaxGroups { get; init; } = 1000;

    /// <summary>Looks at what the exporter itself has found (incidents, patterns, unusual rates) instead of the cluster's events. Alerts are never looked at.</summary>
    public bool OfFindings { get; init; }

    /// <summary>The summary for the group's latest event, which carries the alert as its finding; null: one that names the condition.</summary>
    public Func<AnalyzedEvent, string>? Summary { get; init; }

    /// <summary>What must be the same for saved groups to go on.</summary>
    public string Definition => $"{Condition.Text}|{For.Ticks}|{KeepFiringFor.Ticks}|{OfFindings}";
}
