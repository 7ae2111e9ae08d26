using System.Text.Json.Serialization;

namespace EventExporter.Pipeline.Events.Findings;

/// <summary>
/// What the exporter itself found out, carried by an event of its own (<see cref="AnalyzedEvent.Finding"/>). Written as one JSON object, in
/// the journal and in documents alike, with <c>kind</c> first: a member that is added later is simply missing in what was written before.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IncidentFinding), "incident")]
[JsonDerivedType(typeof(AlertFinding), "alert")]
[JsonDerivedType(typeof(PatternFinding), "pattern")]
[JsonDerivedType(typeof(RateFinding), "rate")]
internal abstract record Finding
{
    /// <summary>The name of the kind as it is written: <c>incident</c>, <c>alert</c>, <c>pattern</c>, <c>rate</c>.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }
}
