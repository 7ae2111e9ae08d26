namespace EventExporter.Pipeline.Delivery;

/// <summary>For exporters that keep no history.</summary>
internal sealed class NoDeliveryLog : IDeliveryLog
{
    public static readonly NoDeliveryLog Instance = new();

    public ValueTask DeliveredAsync(string receiver, IReadOnlyList<DeliveryItem> items, IReadOnlyList<string?> receipts, DateTimeOffset at) => default;

    public ValueTask RejectedAsync(string receiver, IReadOnlyList<RejectedItem> items, DateTimeOffset at) => default;

    public ValueTask HeldAsync(string receiver, IReadOnlyList<DeliveryItem> items, string reason, DateTimeOffset at) => default;
}
