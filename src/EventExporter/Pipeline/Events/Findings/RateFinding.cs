using System.Text.Json.Serialization;

namespace EventExporter.Pipeline.Events.Findings;

/// <summary>Events come at a rate that is unusual for the hour of the week. Reason: <c>UnusualRate</c>.</summary>
internal sealed record RateFinding : Finding
{
    [JsonIgnore]
    public override string Kind => "rate";

    /// <summary>What was counted: <c>reason=BackOff</c>, <c>namespace=shop</c>.</summary>
    public string Dimension { get; init; } = "";

    /// <summary>Occurrences an hour that are usual.</summary>
    public double Expected { get; init; }

    /// <summary>Occurrences an hour that were seen.</summary>
    public double Seen { get; init; }

    /// <summary>0 is Monday from 0 to 1 o'clock UTC, 167 Sunday from 23 o'clock.</summary>
    public int HourOfWeek { get; init; }
}
