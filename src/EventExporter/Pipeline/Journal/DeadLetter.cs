namespace EventExporter.Pipeline.Journal;

/// <summary>An event that a receiver refused for good, kept until somebody retries or discards it.</summary>
/// <param name="Id">Assigned by the journal; 0 for a new one.</param>
/// <param name="Sequence">The event's place in the journal.</param>
/// <param name="Payload">What was to be sent, as far as it was rendered; secrets masked. Null if rendering itself failed.</param>
/// <param name="Event">The event itself, in the journal's encoding, so that it can be sent again.</param>
internal sealed record DeadLetter(
    long Id,
    string Receiver,
    long Sequence,
    string Identity,
    DateTimeOffset At,
    string Reason,
    string? Payload,
    Events.AnalyzedEvent Event);
