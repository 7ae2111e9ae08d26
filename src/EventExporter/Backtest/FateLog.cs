using EventExporter.Pipeline.Delivery;

namespace EventExporter.Backtest;

/// <summary>Writes down what becomes of each event of one receiver.</summary>
internal sealed class FateLog(ReceiverAccount account) : IDeliveryLog
{
    // By sequence number, from 1: its place among the past events, or less than 0 for a finding.
    private readonly List<long> _indexes = [];

    public void Coming(long? index)
    {
        _indexes.Add(index ?? -1);
        Set(_indexes.Count, EventFate.Waiting);
    }

    public void Told(IReadOnlyList<DeliveryItem> items)
    {
        account.Took(items.Count);
        foreach (var item in items.Where(static item => item.Ticket == 0))
            Set(item.Sequence, EventFate.Told);
    }

    public void Reject(DeliveryItem item, string reason)
    {
        account.Rejected(reason);
        Set(item.Sequence, EventFate.Rejected);
    }

    /// <summary>What still waits then was let go of, unless the receiver says that it waits.</summary>
    public void End(ReceiverStatus status)
    {
        if (status.Pending > 0)
            return;
        foreach (var index in _indexes.Where(index => index >= 0 && account.Fates[index] == EventFate.Waiting))
            account.Fates[index] = EventFate.Dropped;
    }

    public ValueTask HeldAsync(string receiver, IReadOnlyList<DeliveryItem> items, string reason, DateTimeOffset at)
    {
        foreach (var item in items)
        {
            account.HeldBack(reason);
            Set(item.Sequence, reason is HeldReason.Grouped or HeldReason.Digest ? EventFate.Gathered : EventFate.Held);
        }

        return default;
    }

    public ValueTask DeliveredAsync(string receiver, IReadOnlyList<DeliveryItem> items, IReadOnlyList<string?> receipts, DateTimeOffset at) => default;

    public ValueTask RejectedAsync(string receiver, IReadOnlyList<RejectedItem> items, DateTimeOffset at) => default;

    private void Set(long sequence, EventFate fate)
    {
        if (_indexes[(int)sequence - 1] is >= 0 and var index)
            account.Fates[index] = fate;
    }
}
