using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Web.Api.Posting;

/// <summary>
/// What was posted of late: so that a request that is sent again adds nothing, and an event that is posted again with a larger count
/// counts by how much it grew. Saved with the events in the journal's seen-set. Not safe for several threads.
/// </summary>
internal sealed class PostedMemory
{
    public const int Kept = 50_000;

    private readonly Dictionary<UInt128, LinkedListNode<SeenEntry>> _known = [];
    private readonly LinkedList<SeenEntry> _oldestFirst = new();

    public int Count => _known.Count;

    /// <summary>Takes up what was saved before a restart; later entries of a key replace earlier ones, a count of 0 says it is gone.</summary>
    public void Restore(IEnumerable<SeenEntry> entries)
    {
        foreach (var entry in entries.Where(static e => PostedUid.IsPosted(e.Uid)))
            Remember(entry);
    }

    /// <summary>By how much the event grew since it was last posted; 0: the same was posted before.</summary>
    public int GrowthOf(ClusterEvent e)
    {
        if (!_known.TryGetValue(PostedUid.KeyOf(e.Uid), out var node))
            return e.TotalCount;
        var known = node.Value;
        if (known.Version == SeenKeys.OfVersion(e.ResourceVersion))
            return 0;
        // Without a count of its own, or with one that stays the same, each post is one more.
        var counts = e.Count > 0 || e.Series is { Count: > 0 };
        return !counts || e.TotalCount == known.Count ? 1
            : e.TotalCount > known.Count ? e.TotalCount - known.Count
            : e.TotalCount;
    }

    /// <summary>What is remembered of a key; null if nothing.</summary>
    public SeenEntry? Find(UInt128 key) => _known.TryGetValue(key, out var node) ? node.Value : null;

    public static SeenEntry EntryOf(ClusterEvent e) =>
        new(PostedUid.KeyOf(e.Uid), SeenKeys.OfVersion(e.ResourceVersion), e.TotalCount, (uint)Math.Clamp(e.ObservedAt.ToUnixTimeSeconds(), 0, uint.MaxValue));

    /// <summary>Returns what had to be forgotten for it, as it is to be committed; null if there was room.</summary>
    public SeenEntry? Remember(SeenEntry entry)
    {
        if (_known.Remove(entry.Uid, out var node))
            _oldestFirst.Remove(node);
        if (entry.Count == 0)
            return null;
        _known[entry.Uid] = _oldestFirst.AddLast(entry);
        if (_known.Count <= Kept)
            return null;
        var oldest = _oldestFirst.First!.Value;
        _oldestFirst.RemoveFirst();
        _known.Remove(oldest.Uid);
        return oldest with { Count = 0 };
    }
}
