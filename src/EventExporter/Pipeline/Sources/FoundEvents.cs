using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sources;

/// <summary>
/// Events that the exporter itself makes of what it has found, and the state of the part that found them: both become durable in one
/// transaction, so that after a crash the same is not found again.
/// </summary>
/// <param name="Events">They need no lookup and no classification.</param>
/// <param name="State">By part, as in a commit of the journal; null removes a part.</param>
internal sealed record FoundEvents(IReadOnlyList<AnalyzedEvent> Events, IReadOnlyDictionary<string, byte[]?> State);
