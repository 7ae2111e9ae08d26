using System.Text.Json.Serialization;

namespace EventExporter.Pipeline.Events.Findings;

/// <summary>
/// An incident as it stands: everything that is known at this moment, so that a receiver needs no earlier event to write its message anew.
/// Reasons of such events: <c>IncidentOpened</c>, <c>IncidentUpdated</c>, <c>IncidentRecovering</c>, <c>IncidentResolved</c>. All events of one
/// incident have one uid; their resource version is <see cref="Number"/>.
/// </summary>
internal sealed record IncidentFinding : Finding
{
    [JsonIgnore]
    public override string Kind => "incident";

    /// <summary>The same from opening to resolution, and when it is opened again soon after.</summary>
    public string Id { get; init; } = "";

    public IncidentState State { get; init; }

    /// <summary>1 for the first event of the incident, and one more for each that follows.</summary>
    public int Number { get; init; }

    /// <summary>One line for people: what is wrong with what.</summary>
    public string Title { get; init; } = "";

    /// <summary>The name of the cause rule: <c>ImagePull</c>, <c>NodeDown</c>, ...</summary>
    public string Rule { get; init; } = "";

    /// <summary>The probable cause, one sentence.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The events that speak for the cause, the weightiest first.</summary>
    public IReadOnlyList<EventQuote> Evidence { get; init; } = [];

    /// <summary>What changed shortly before it began: rollouts, scaling, new images, nodes. Oldest first.</summary>
    public IReadOnlyList<EventQuote> Changes { get; init; } = [];

    /// <summary>What it is about: the top of the owner chain of the objects in trouble, or the node, the registry and so on that they share.</summary>
    public ObjectReference Root { get; init; } = ObjectReference.None;

    /// <summary>The node that all of it happens on; empty if there are several or none.</summary>
    public string Node { get; init; } = "";

    public Severity Severity { get; init; }

    public EventCategory Category { get; init; }

    /// <summary>When the first of its events happened.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the last sign of trouble was seen.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Occurrences of trouble so far: the sum of deltas.</summary>
    public long Count { get; init; }

    /// <summary>How many objects have been in trouble so far.</summary>
    public int Objects { get; init; }

    /// <summary>Some of them, as <c>Kind namespace/name</c>.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The reasons of its events, the most frequent first.</summary>
    public IReadOnlyList<ReasonCount> Reasons { get; init; } = [];

    /// <summary>What this event tells that the one before did not: <c>severity rose from warning to error</c>. Empty for the first.</summary>
    public string Change { get; init; } = "";

    /// <summary>How many times it was opened again after it had been resolved.</summary>
    public int Reopened { get; init; }
}
