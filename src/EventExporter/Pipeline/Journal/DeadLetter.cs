namespace EventExporter.Pipeline.Journal;

/// <summary>An event that a receiver refused for good, kept until somebody retries or discards it.</summary>
/// <param name="Id">Assigned by the journal; 0 for a new one. Adding one with an id replaces that letter: a retry that failed again.</param>
/// <param name="Sequence">The event's place in the journal; for a summary that of the first event.</param>
/// <param name="Payload">What was to be sent, as far as it was rendered; secrets masked. Null if rendering itself failed.</param>
/// <param name="Event">
/// The event itself, so that it can be sent again. Null in a summary of events that had to be removed unsent (<see cref="Count"/> of them)
/// and therefore cannot be.
/// </param>
internal sealed record DeadLetter(
    long Id,
    string Receiver,
    long Sequence,
    string Identity,
    DateTimeOffset At,
    string Reason,
    string? Payload,
    Events.AnalyzedEvent? Event)
{
    /// <summary>How many events it stands for: 1, or more in a summary.</summary>
    public long Count { get; init; } = 1;

    public DeadLetterState State { get; init; }
}
