namespace EventExporter.Pipeline.Sinks.Webhook;

/// <summary>The content modes of the CloudEvents HTTP protocol binding 1.0.</summary>
internal enum CloudEventsMode
{
    Off,
    Binary,
    Structured,
    Batch,
}
