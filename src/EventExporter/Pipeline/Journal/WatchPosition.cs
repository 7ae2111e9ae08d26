namespace EventExporter.Pipeline.Journal;

/// <summary>How far a watch has come. Resume there after a restart.</summary>
/// <param name="Scope">The namespace that is watched; empty for all namespaces.</param>
/// <param name="ResourceVersion">Opaque version of the events collection, from the API server.</param>
/// <param name="At">When the exporter had reached it: a position much older than the API server's history is likely expired.</param>
internal sealed record WatchPosition(string Scope, string ResourceVersion, DateTimeOffset At);
