
namespace EventExporter.Pipeline.Delivery;

/// <summary>A place that events go to, as configured.</summary>
/// <param name="Index">Its place in the configuration: its bit in a <see cref="Routing.ReceiverSet"/>.</param>
/// <param name="Type">The kind of sink: <c>elasticsearch</c>, <c>webhook</c>, ...</param>
internal sealed record Receiver(string Name, int Index, string Type, ISink Sink, DeliveryOptions Options)
{
    /// <summary>A digest of the receiver's own options, by which it is seen that they were changed; empty: unknown.</summary>
    public string Configuration { get; init; } = "";
}
