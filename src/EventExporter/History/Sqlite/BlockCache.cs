namespace EventExporter.History.Sqlite;

/// <summary>The blocks that were read or written last, as objects. Shared by all who ask.</summary>
internal sealed class BlockCache
{
    private const int Capacity = 96;

    private readonly Lock _gate = new();
    private readonly LinkedList<EventBlock> _newest = new();

    public EventBlock? Find(long sequence)
    {
        lock (_gate)
        {
            for (var node = _newest.First; node is not null; node = node.Next)
            {
                if (node.Value.First > sequence || node.Value.Last < sequence)
                    continue;
                _newest.Remove(node);
                _newest.AddFirst(node);
                return node.Value;
            }

            return null;
        }
    }

    public void Add(EventBlock block)
    {
        lock (_gate)
        {
            _newest.AddFirst(block);
            if (_newest.Count > Capacity)
                _newest.RemoveLast();
        }
    }

    /// <summary>Forgets what was rewritten or removed.</summary>
    public void Remove(long first, long last)
    {
        lock (_gate)
        {
            for (var node = _newest.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.First <= last && node.Value.Last >= first)
                    _newest.Remove(node);
                node = next;
            }
        }
    }
}
