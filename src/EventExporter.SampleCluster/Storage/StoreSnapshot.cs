namespace EventExporter.SampleCluster.Storage;

/// <summary>All objects of one kind as they were at one resourceVersion, ordered by namespace and name as etcd orders its keys.</summary>
public sealed class StoreSnapshot(long version, StoredObject[] items)
{
    public long Version { get; } = version;

    public IReadOnlyList<StoredObject> Items => items;

    /// <summary>Index of the first object whose key is not before <paramref name="key"/>.</summary>
    internal int IndexFrom(string key)
    {
        int low = 0, high = items.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(items[middle].Key, key) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
