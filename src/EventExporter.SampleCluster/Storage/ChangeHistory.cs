namespace EventExporter.SampleCluster.Storage;

/// <summary>The changes that can still be replayed, oldest first. Not safe for concurrent use: the store's lock guards it.</summary>
internal sealed class ChangeHistory(int limit)
{
    private readonly List<StoreChange> _changes = [];
    private int _head;

    /// <summary>The version of the newest change that is forgotten: nothing can start before it.</summary>
    public long CompactedVersion { get; private set; }

    public void Append(StoreChange change)
    {
        _changes.Add(change);
        if (_changes.Count - _head > limit)
            Forget(1);
    }

    public void CompactTo(long version) => Forget(FirstAfter(version) - _head, version);

    public void CompactBefore(DateTimeOffset time)
    {
        var count = 0;
        while (_head + count < _changes.Count && _changes[_head + count].At < time)
            count++;
        if (count > 0)
            Forget(count);
    }

    public IEnumerable<StoreChange> After(long version)
    {
        for (var i = FirstAfter(version); i < _changes.Count; i++)
            yield return _changes[i];
    }

    public IEnumerable<StoreChange> NewestFirst()
    {
        for (var i = _changes.Count - 1; i >= _head; i--)
            yield return _changes[i];
    }

    private int FirstAfter(long version)
    {
        int low = _head, high = _changes.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_changes[middle].Version <= version)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void Forget(int count, long atLeast = 0)
    {
        if (count > 0)
            CompactedVersion = _changes[_head + count - 1].Version;
        CompactedVersion = Math.Max(CompactedVersion, atLeast);
        _head += count;
        if (_head > 4096 && _head > _changes.Count / 2)
        {
            _changes.RemoveRange(0, _head);
            _head = 0;
        }
    }
}
