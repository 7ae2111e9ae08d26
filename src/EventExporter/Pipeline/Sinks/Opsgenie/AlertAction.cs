namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>What an event does to its alert.</summary>
internal enum AlertAction
{
    Create,
    Note,
    Close,
}
