namespace EventExporter.History.Sqlite;

/// <param name="Folder"><c>storage.path</c>.</param>
internal sealed record HistoryOptions(string Folder)
{
    public const string FileName = "history.db";

    public string File => Path.Combine(Folder, FileName);

    public RetentionRules Retention { get; init; } = new();

    /// <summary>How often is looked for what retention and compaction have to do.</summary>
    public TimeSpan MaintenanceInterval { get; init; } = TimeSpan.FromSeconds(5);
}
