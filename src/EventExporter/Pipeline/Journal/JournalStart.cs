namespace EventExporter.Pipeline.Journal;

/// <param name="Head">The highest sequence number that was ever given out.</param>
internal sealed record JournalStart(long Head, IReadOnlyList<WatchPosition> Positions);
