namespace EventExporter.SampleCluster.Storage;

/// <summary>One write: what a watcher is told, and what is needed to look back in time.</summary>
/// <param name="Object">The object after the write; for a deletion its last state, carrying the version of the deletion.</param>
/// <param name="Previous">The object before the write; null when it did not exist.</param>
public sealed record StoreChange(long Version, ChangeType Type, StoredObject Object, StoredObject? Previous, DateTimeOffset At);
