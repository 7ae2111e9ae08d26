namespace EventExporter.Pipeline.Journal;

/// <summary>What happens when the journal has reached its size and a receiver still needs all of it (<c>storage.journal.whenFull</c>).</summary>
internal enum WhenFull
{
    /// <summary>The oldest events go; receivers that had not read them are advanced, with a dead letter and a gap that say so.</summary>
    DropOldest,

    /// <summary>Appending waits, and with it the watch, until the receiver has moved on.</summary>
    Hold,
}
