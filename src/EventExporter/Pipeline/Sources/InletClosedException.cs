namespace EventExporter.Pipeline.Sources;

/// <summary>The exporter is ending and takes no more events.</summary>
internal sealed class InletClosedException() : Exception("The exporter is ending and takes no more events.");
