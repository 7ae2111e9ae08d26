using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery;

/// <summary>One event on its way to one receiver.</summary>
internal readonly record struct DeliveryItem(long Sequence, AnalyzedEvent Event)
{
    /// <summary>The dead letter that this is another try of; 0 for an event from the journal.</summary>
    public long DeadLetterId { get; init; }
}
