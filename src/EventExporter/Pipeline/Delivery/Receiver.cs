
namespace EventExporter.Pipeline.Delivery;

/// <summary>A place that events go to, as configured.</summary>
/// <param name="Index">Its place in the configuration: its bit in a <see cref="Routing.ReceiverSet"/>.</param>
/// <param name="Type">The kind of sink: <c>elasticsearch</c>, <c>webhook</c>, ...</param>
internal sealed record Receiver(string Name, int Index, string Type, ISink Sink, DeliveryOptions Options);
