using EventExporter.Pipeline.Events;

namespace EventExporter.History;

/// <param name="Sequence">Its number in the journal, and its id here.</param>
internal sealed record HistoryEvent(long Sequence, AnalyzedEvent Event);
