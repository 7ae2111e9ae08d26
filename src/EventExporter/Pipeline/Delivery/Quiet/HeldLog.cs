namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Tells the delivery log which events of a receiver were held back, those of a journal batch together. Only whose turn it is to read uses it.</summary>
internal sealed class HeldLog(string receiver, IDeliveryLog log, TimeProvider time)
{
    private readonly List<(DeliveryItem Item, string Reason)> _items = [];

    // A log that keeps nothing need not be told, and an event costs nothing then.
    private readonly bool _isKept = log is not NoDeliveryLog;

    /// <param name="reason">A <see cref="HeldReason"/>; null for an event that nobody held back.</param>
    public void Add(DeliveryItem item, string? reason)
    {
        if (_isKept && reason is not null)
            _items.Add((item, reason));
    }

    /// <summary>Writes what was added since.</summary>
    public async ValueTask WriteAsync()
    {
        if (_items.Count == 0)
            return;
        var now = time.GetUtcNow();
        foreach (var group in _items.GroupBy(static held => held.Reason, static held => held.Item))
            await log.HeldAsync(receiver, [.. group], group.Key, now);
        _items.Clear();
    }
}
