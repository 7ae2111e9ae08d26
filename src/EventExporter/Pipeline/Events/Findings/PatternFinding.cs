using System.Text.Json.Serialization;

namespace EventExporter.Pipeline.Events.Findings;

/// <summary>Similar events that come again and again. Reason: <c>PatternFound</c>.</summary>
internal sealed record PatternFinding : Finding
{
    [JsonIgnore]
    public override string Kind => "pattern";

    /// <summary><c>reason:kind:namespace</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>Occurrences: the sum of deltas.</summary>
    public long Count { get; init; }

    public DateTimeOffset First { get; init; }

    public DateTimeOffset Last { get; init; }

    /// <summary>Occurrences a minute.</summary>
    public double Frequency { get; init; }

    /// <summary>Up to three of them.</summary>
    public IReadOnlyList<EventQuote> Samples { get; init; } = [];
}
