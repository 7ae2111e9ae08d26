using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Kinesis;

/// <summary>A record on its way.</summary>
/// <param name="Key">The partition key; empty where the service has none.</param>
/// <param name="Size">As the service counts it, in bytes.</param>
internal readonly record struct PutRecord(RenderedBatch.Document Document, string Key, int Size);
