using EventExporter.Pipeline.Delivery;

namespace EventExporter.History.Sqlite;

/// <summary>
/// Takes down how deliveries end, and keeps it for the next transaction: no delivery ever waits for the history. Bounded: while the
/// history cannot be written, the oldest are forgotten and counted.
/// </summary>
internal sealed class ReceiptQueue : IDeliveryLog
{
    private const int Capacity = 200_000;

    private readonly Lock _gate = new();
    private readonly Queue<(long Sequence, Receipt Receipt)> _waiting = new();

    public long Forgotten { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    public ValueTask DeliveredAsync(string receiver, IReadOnlyList<DeliveryItem> items, IReadOnlyList<string?> receipts, DateTimeOffset at)
    {
        lock (_gate)
        {
            for (var i = 0; i < items.Count; i++)
                Add(items[i].Sequence, new Receipt(receiver, ReceiptOutcome.Delivered, at, receipts[i] ?? "", ""));
        }

        return default;
    }

    public ValueTask RejectedAsync(string receiver, IReadOnlyList<RejectedItem> items, DateTimeOffset at)
    {
        lock (_gate)
        {
            foreach (var item in items)
                Add(item.Item.Sequence, new Receipt(receiver, ReceiptOutcome.Rejected, at, "", item.Reason));
        }

        return default;
    }

    public ValueTask HeldAsync(string receiver, IReadOnlyList<DeliveryItem> items, string reason, DateTimeOffset at)
    {
        lock (_gate)
        {
            foreach (var item in items)
                Add(item.Sequence, new Receipt(receiver, ReceiptOutcome.Held, at, "", reason));
        }

        return default;
    }

    public List<(long Sequence, Receipt Receipt)> Take(int most)
    {
        lock (_gate)
        {
            var taken = new List<(long, Receipt)>(Math.Min(most, _waiting.Count));
            while (taken.Count < most && _waiting.TryDequeue(out var receipt))
                taken.Add(receipt);
            return taken;
        }
    }

    /// <summary>They could not be written.</summary>
    public void PutBack(List<(long Sequence, Receipt Receipt)> receipts)
    {
        lock (_gate)
        {
            foreach (var (sequence, receipt) in receipts)
                Add(sequence, receipt);
        }
    }

    private void Add(long sequence, Receipt receipt)
    {
        _waiting.Enqueue((sequence, receipt));
        if (_waiting.Count <= Capacity)
            return;
        _waiting.Dequeue();
        Forgotten++;
    }
}
