using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Classification;

/// <summary>What a reason means, for every event that bears it or for those that meet the conditions. Empty conditions are met by all.</summary>
/// <param name="Normal">The severity if the event's type is not <c>Warning</c>.</param>
/// <param name="Warning">The severity if it is.</param>
internal sealed record ReasonRule(string Reason, EventCategory Category, Severity Normal, Severity Warning)
{
    /// <summary>Who must have reported it: <see cref="ClusterEvent.Component"/>.</summary>
    public string Component { get; init; } = "";

    /// <summary>The kind of the involved object.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What the message must contain.</summary>
    public string Message { get; init; } = "";

    public bool Fits(ClusterEvent e) =>
        (Kind.Length == 0 || Kind == e.InvolvedObject.Kind)
        && (Component.Length == 0 || Component == e.Component)
        && (Message.Length == 0 || e.Message.Contains(Message, StringComparison.Ordinal));
}
