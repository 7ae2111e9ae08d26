using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery;

/// <summary>One event on its way to one receiver.</summary>
internal readonly record struct DeliveryItem(long Sequence, AnalyzedEvent Event);
