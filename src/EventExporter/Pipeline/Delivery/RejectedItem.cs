namespace EventExporter.Pipeline.Delivery;

/// <summary>An event on its way to the dead letters.</summary>
/// <param name="Payload">What was sent, as far as it was rendered.</param>
internal readonly record struct RejectedItem(DeliveryItem Item, string Reason, string? Payload);
