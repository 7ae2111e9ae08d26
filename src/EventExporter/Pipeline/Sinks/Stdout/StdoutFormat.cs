namespace EventExporter.Pipeline.Sinks.Stdout;

internal enum StdoutFormat
{
    Json,
    Pretty,
}
