namespace EventExporter.History;

/// <param name="Events">Records.</param>
/// <param name="Occurrences">The sum of their deltas.</param>
/// <param name="Bytes">On disk, with the write-ahead log.</param>
/// <param name="RatePerSecond">Records stored a second, over the last five minutes that were stored.</param>
/// <param name="Position">The journal's sequence number up to which it has everything.</param>
/// <param name="Notice">What befell the history and is worth knowing: it was rebuilt, it cannot be written; null if nothing.</param>
internal sealed record HistoryStats(
    long Events, long Occurrences, DateTimeOffset? Oldest, DateTimeOffset? Newest, long Bytes, double RatePerSecond, RetentionRules Retention, long Position, string? Notice)
{
    /// <summary>Messages can be searched by words through an index.</summary>
    public bool FullText { get; init; } = true;

    /// <summary>The largest sequence number here; 0 if there are no events.</summary>
    public long LastSequence { get; init; }

    /// <summary>What the events take of the file: without the log, and without room that was made by removing some.</summary>
    public long BytesInUse { get; init; }

    public double BytesPerEvent => Events == 0 ? 0 : (double)BytesInUse / Events;
}
