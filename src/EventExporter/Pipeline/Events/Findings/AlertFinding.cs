using System.Text.Json.Serialization;

namespace EventExporter.Pipeline.Events.Findings;

/// <summary>An alert rule that fires, or does no longer. Reasons: <c>AlertFiring</c>, <c>AlertResolved</c>.</summary>
internal sealed record AlertFinding : Finding
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    [JsonIgnore]
    public override string Kind => "alert";

    /// <summary>The rule's name.</summary>
    public string Rule { get; init; } = "";

    public bool IsFiring { get; init; }

    /// <summary>The fields that the rule groups by, with the values of this group.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing;

    /// <summary>What the expression came to.</summary>
    public double Value { get; init; }

    /// <summary>Occurrences in the window; for <c>distinct</c> different values.</summary>
    public long Occurrences { get; init; }

    /// <summary>For a rate occurrences a minute.</summary>
    public double Threshold { get; init; }

    public TimeSpan Window { get; init; }

    /// <summary>When the condition was first met.</summary>
    public DateTimeOffset Since { get; init; }

    public string Summary { get; init; } = "";
}
