namespace EventExporter.Pipeline.Journal;

/// <summary>What a committed batch survives (<c>storage.durability</c>).</summary>
internal enum JournalDurability
{
    /// <summary>
    /// The end of the process, however sudden. After a power cut the file is whole but the last commits may be missing
    /// (SQLite: WAL mode, synchronous=NORMAL).
    /// </summary>
    Process,

    /// <summary>Also a power cut: every commit waits for the disk (synchronous=FULL).</summary>
    Power,
}
