namespace EventExporter.Pipeline.Events;

/// <summary>How often a reason was seen in a namespace.</summary>
/// <param name="Events">Events that came.</param>
/// <param name="Count">Occurrences: the sum of their deltas.</param>
internal sealed record EventCount(string Reason, string Namespace, long Events, long Count);
