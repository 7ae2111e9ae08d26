namespace EventExporter.Pipeline.Journal;

internal enum DeadLetterState : byte
{
    Kept = 0,

    /// <summary>Somebody asked for it to be sent again; the exporter has not taken it up yet.</summary>
    RetryRequested = 1,

    /// <summary>The exporter is sending it again. After a restart such a letter is requested again.</summary>
    Retrying = 2,
}
