using System.Diagnostics.CodeAnalysis;

namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>Entries by key, in the order in which they were last used: the oldest goes first where there are too many.</summary>
internal sealed class RecentlyUsed<TKey, T>(IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
    where T : class
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, T Item)>> _entries = new(comparer);
    private readonly LinkedList<(TKey Key, T Item)> _order = [];

    public int Count => _entries.Count;

    public T? Oldest => _order.First?.Value.Item;

    /// <summary>From the one that was used longest ago to the latest.</summary>
    public IEnumerable<T> Items => _order.Select(static entry => entry.Item);

    /// <summary>Finds an entry and makes it the latest.</summary>
    public bool TryUse(TKey key, [NotNullWhen(true)] out T? item)
    {
        item = null;
        if (!_entries.TryGetValue(key, out var node))
            return false;
        item = node.Value.Item;
        if (node.Next is not null)
        {
            _order.Remove(node);
            _order.AddLast(node);
        }

        return true;
    }

    public void Add(TKey key, T item) => _entries.Add(key, _order.AddLast((key, item)));

    public void Remove(TKey key)
    {
        if (_entries.Remove(key, out var node))
            _order.Remove(node);
    }
}
