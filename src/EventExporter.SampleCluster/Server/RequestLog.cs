namespace EventExporter.SampleCluster.Server;

/// <summary>The latest requests, oldest first, for assertions. Bounded; <see cref="Total"/> counts those that fell out too.</summary>
public sealed class RequestLog(int limit)
{
    private readonly Lock _gate = new();
    private readonly Queue<RequestRecord> _records = new();
    private readonly List<(Func<RequestRecord, bool> Predicate, TaskCompletionSource<RequestRecord> Found)> _waiting = [];

    public long Total { get; private set; }

    public IReadOnlyList<RequestRecord> Snapshot()
    {
        lock (_gate)
            return [.. _records];
    }

    public int Count(Func<RequestRecord, bool> predicate)
    {
        lock (_gate)
            return _records.Count(predicate);
    }

    public void Clear()
    {
        lock (_gate)
            _records.Clear();
    }

    /// <summary>The first matching request that arrives from now on.</summary>
    public async Task<RequestRecord> NextAsync(Func<RequestRecord, bool> predicate, CancellationToken cancellation = default)
    {
        var found = new TaskCompletionSource<RequestRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Add((predicate, found));
        await using var registration = cancellation.Register(() => found.TrySetCanceled(cancellation));
        return await found.Task;
    }

    internal void Add(RequestRecord record)
    {
        lock (_gate)
        {
            Total++;
            _records.Enqueue(record);
            if (_records.Count > limit)
                _records.Dequeue();
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (!_waiting[i].Predicate(record))
                    continue;
                _waiting[i].Found.TrySetResult(record);
                _waiting.RemoveAt(i);
            }
        }
    }
}
