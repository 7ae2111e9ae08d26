using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>A map of bounded size that forgets what was asked for longest ago. Not thread-safe: its owner locks.</summary>
internal sealed class LruMap<TKey, TValue> where TKey : notnull
{
    private readonly int _capacity;
    private readonly Dictionary<TKey, Node> _nodes;
    private readonly Node _ends = new(); // Next is the most recently used, Previous the one to forget first.

    public LruMap(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
        _nodes = new Dictionary<TKey, Node>(Math.Min(capacity, 1024));
        _ends.Next = _ends.Previous = _ends;
    }

    public int Count => _nodes.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }

        if (_ends.Next != node)
        {
            Unlink(node);
            LinkFirst(node);
        }

        value = node.Value;
        return true;
    }

    public void Put(TKey key, TValue value)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, key, out var exists);
        if (exists)
            Unlink(node!);
        else
            node = new Node { Key = key };
        node!.Value = value;
        LinkFirst(node);
        if (_nodes.Count > _capacity)
            Forget(_ends.Previous);
    }

    private void Forget(Node node)
    {
        Unlink(node);
        _nodes.Remove(node.Key);
    }

    private void LinkFirst(Node node)
    {
        node.Previous = _ends;
        node.Next = _ends.Next;
        _ends.Next.Previous = node;
        _ends.Next = node;
    }

    private static void Unlink(Node node)
    {
        node.Previous.Next = node.Next;
        node.Next.Previous = node.Previous;
    }

    private sealed class Node
    {
        public TKey Key = default!;
        public TValue Value = default!;
        public Node Next = null!;
        public Node Previous = null!;
    }
}
