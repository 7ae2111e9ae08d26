namespace EventExporter.Pipeline.Sinks.Files;

internal enum FileSync
{
    None,
    Always,
}
