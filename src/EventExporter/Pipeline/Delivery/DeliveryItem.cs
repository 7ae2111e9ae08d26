using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery;

/// <summary>One event on its way to one receiver.</summary>
/// <param name="Sequence">Its place in the journal; for a notification of several that of the last.</param>
internal readonly record struct DeliveryItem(long Sequence, AnalyzedEvent Event)
{
    /// <summary>The dead letter that this is another try of; 0 for an event from the journal.</summary>
    public long DeadLetterId { get; init; }

    /// <summary>For a notification of events that were held: by what it is settled; 0 for an event that goes alone.</summary>
    public long Ticket { get; init; }

    /// <summary>How many events it stands for; see <see cref="AnalyzedEvent.Group"/>.</summary>
    public long Covers { get; init; } = 1;
}
