namespace EventExporter.History.Sqlite;

/// <summary>What is done to the file beside storing: retention, compaction, giving room back.</summary>
internal sealed class HistoryMaintenance(HistoryWriter writer, BlockCache blocks, RetentionRules rules) : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OrphanInterval = TimeSpan.FromMinutes(30);

    private readonly HistoryRetention _retention = new(writer, rules);
    private readonly HistoryCompaction _compaction = new(writer, blocks);
    private DateTimeOffset? _looked;
    private DateTimeOffset? _orphansRemoved;

    /// <summary>One small step. Returns whether more is to be done at once.</summary>
    public bool Step(DateTimeOffset now)
    {
        if (_looked is not { } looked || now - looked >= LookInterval)
        {
            _looked = now;
            _retention.Look(now);
        }

        if (_retention.RemoveDue())
            return true;
        // Half-empty blocks first: events go only for what those that stay take.
        if (_retention.IsTooLarge && (_compaction.Thin() || _retention.RemoveOldest()))
            return true;
        if (_retention.Shrink())
            return true;
        if (_orphansRemoved is not { } removed || now - removed >= OrphanInterval)
        {
            if (!_retention.RemoveOrphans())
                _orphansRemoved = now;
            return true;
        }

        return _compaction.Run();
    }

    public void Dispose()
    {
        _retention.Dispose();
        _compaction.Dispose();
    }
}
