namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// Is told how each event ended at each receiver, before the receiver's bookmark moves past it. After a crash the same may be told again.
/// Must be quick: deliveries wait for it.
/// </summary>
internal interface IDeliveryLog
{
    /// <param name="receipts">By index in <paramref name="items"/>: the id at the service; null where it gives none.</param>
    ValueTask DeliveredAsync(string receiver, IReadOnlyList<DeliveryItem> items, IReadOnlyList<string?> receipts, DateTimeOffset at);

    ValueTask RejectedAsync(string receiver, IReadOnlyList<RejectedItem> items, DateTimeOffset at);

    /// <summary>Deliberately not sent one by one: silenced, outside the active time, part of a digest.</summary>
    /// <param name="reason">One word, as in the metric's label.</param>
    ValueTask HeldAsync(string receiver, IReadOnlyList<DeliveryItem> items, string reason, DateTimeOffset at);
}
