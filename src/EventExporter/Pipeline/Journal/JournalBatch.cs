using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Journal;

/// <summary>Events that were committed together. Sequence numbers are consecutive, start at 1 and are never used again.</summary>
internal sealed record JournalBatch(long FirstSequence, IReadOnlyList<AnalyzedEvent> Events)
{
    public long LastSequence => FirstSequence + Events.Count - 1;
}
