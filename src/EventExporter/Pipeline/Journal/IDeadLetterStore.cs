namespace EventExporter.Pipeline.Journal;

/// <summary>
/// The dead letters, in the journal's database. A command beside a running exporter uses the same file: it requests a retry, and the
/// running exporter, or else the next one, takes the request up with <see cref="TakeRetryRequests"/>. A retry that was accepted ends with
/// <see cref="Discard"/>; one that was refused again with <see cref="AddDeadLettersAsync"/> of the letter with its id. All methods throw
/// <see cref="JournalUnavailableException"/> if the file cannot be used.
/// </summary>
internal interface IDeadLetterStore
{
    Task AddDeadLettersAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation);

    /// <summary>Newest first.</summary>
    /// <param name="receiver">Null for all receivers.</param>
    /// <param name="before">Only letters with a smaller id: the last id of the page before. Null for the first page.</param>
    IReadOnlyList<DeadLetter> ListDeadLetters(string? receiver, long? before, int limit);

    DeadLetter? GetDeadLetter(long id);

    /// <summary>How many letters (not events) each receiver has.</summary>
    IReadOnlyDictionary<string, long> CountDeadLetters();

    /// <summary>Asks for letters to be sent again. Summaries stay as they are. Returns how many were marked.</summary>
    int RequestRetry(IReadOnlyList<long> ids);

    /// <summary>The same for all letters of a receiver; null for those of all receivers.</summary>
    int RequestRetryOfAll(string? receiver);

    /// <summary>Letters of the receiver that are to be sent again, oldest first; they are <see cref="DeadLetterState.Retrying"/> from now on. Cheap when there are none.</summary>
    IReadOnlyList<DeadLetter> TakeRetryRequests(string receiver, int limit);

    /// <summary>Removes letters for good. Returns how many there were.</summary>
    int Discard(IReadOnlyList<long> ids);

    int DiscardAll(string? receiver);
}
