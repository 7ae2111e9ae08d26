namespace EventExporter.Pipeline.Journal;

/// <summary>How the journal is kept (<c>storage</c> in the configuration). Sizes in bytes.</summary>
/// <param name="Folder">Holds <c>journal.db</c> and the files SQLite puts beside it. Made if it is not there.</param>
internal sealed record JournalOptions(string Folder)
{
    public JournalDurability Durability { get; init; } = JournalDurability.Process;

    /// <summary>What the journal may take on disk, write-ahead log included. Default 1 GiB.</summary>
    public long MaxSize { get; init; } = 1L << 30;

    /// <summary>How long events stay that every receiver has passed. Default 1 h.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the API server keeps events (<c>kube-apiserver --event-ttl</c>, default 1 h): the seen-set is kept a little longer than
    /// that, whatever happens to the events themselves.
    /// </summary>
    public TimeSpan EventTtl { get; init; } = TimeSpan.FromHours(1);

    public WhenFull WhenFull { get; init; } = WhenFull.DropOldest;

    /// <summary>Memory, roughly, for recent batches that are handed to readers without reading the file. Default 16 MiB.</summary>
    public long TailCacheBytes { get; init; } = 16L << 20;

    public string File => Path.Combine(Folder, "journal.db");
}
