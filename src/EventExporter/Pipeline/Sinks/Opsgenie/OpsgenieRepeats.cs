namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>What becomes of an event whose alert was raised already.</summary>
internal enum OpsgenieRepeats
{
    /// <summary>The alert's count grows (or it is raised anew, if it was closed), and it gets a note with the event.</summary>
    Note,

    /// <summary>The alert's count grows, or it is raised anew.</summary>
    Count,
}
