using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Events;

/// <summary>
/// An occurrence with its facts and its classification: the only form that can be journalled, routed and sent, so that a wrong order
/// of the stages does not compile.
/// </summary>
internal sealed record AnalyzedEvent(EnrichedEvent Enriched, EventCategory Category, Severity Severity)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public ClusterEvent Event => Enriched.Event;

    public ObjectFacts Object => Enriched.Object;

    /// <summary>What was read out of the message: image, container, exit code and the like.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = Nothing;

    /// <summary>The incident it belongs to; empty if none.</summary>
    public string Incident { get; init; } = "";

    /// <summary>What the exporter found out, if this is an event of its own; null for a plain event.</summary>
    public Finding? Finding { get; init; }

    /// <summary>
    /// On its way to a receiver: the events that this one, the newest of them, stands for, with <see cref="ClusterEvent.Delta"/> their sum.
    /// Null for an event that goes alone. Never journalled.
    /// </summary>
    public EventGroup? Group { get; init; }
}
