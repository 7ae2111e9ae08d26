namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>Things in the order in which they are due; of equal times the one that was scheduled first.</summary>
internal sealed class DueQueue<T>
    where T : class, IDue
{
    private readonly PriorityQueue<T, (long Due, long Order)> _queue = new();
    private long _order;

    /// <summary>The earliest time at which something is due; <see cref="long.MaxValue"/> if nothing is.</summary>
    public long Next
    {
        get
        {
            DropStale();
            return _queue.TryPeek(out _, out var priority) ? priority.Due : long.MaxValue;
        }
    }

    /// <summary>Has the thing looked at by <paramref name="due"/> at the latest: an earlier time that it waits for already stays.</summary>
    public void Schedule(T item, long due)
    {
        if (item.Due <= due)
            return;
        item.Due = due;
        _queue.Enqueue(item, (due, _order++));
    }

    public bool TryTake(long now, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? item)
    {
        item = null;
        if (Next > now)
            return false;
        item = _queue.Dequeue();
        item.Due = long.MaxValue;
        return true;
    }

    /// <summary>An entry whose thing has since been scheduled earlier, or taken, counts no more.</summary>
    private void DropStale()
    {
        while (_queue.TryPeek(out var item, out var priority) && item.Due != priority.Due)
            _queue.Dequeue();
    }
}
