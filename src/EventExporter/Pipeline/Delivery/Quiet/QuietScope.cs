namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>What one part of a receiver's events has in common: the receiver itself, or a match rule with words of its own on quiet.</summary>
/// <param name="Target">The rule's bit in a <see cref="Routing.ReceiverSet"/>; -1 for the receiver itself.</param>
/// <param name="Name">Where the rule stands in the configuration; empty for the receiver itself.</param>
internal sealed record QuietScope(int Target, string Name, QuietSettings Settings);
