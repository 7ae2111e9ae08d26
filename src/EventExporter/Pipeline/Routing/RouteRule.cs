namespace EventExporter.Pipeline.Routing;

/// <param name="Path">Where it stands in the configuration, for example <c>route.routes[1].match[0]</c>.</param>
/// <param name="Receiver">Index of the receiver that a match delivers to; null: a condition only.</param>
internal sealed record RouteRule(string Path, EventMatcher Matcher, int? Receiver)
{
    /// <summary>A bit of its own in the <see cref="ReceiverSet"/>, beside the receiver's: by it the receiver knows which rule it was. Null: the rule has none.</summary>
    public int? Mark { get; init; }
}
