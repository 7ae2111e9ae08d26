namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>One record of an input, not yet understood.</summary>
/// <param name="Json">The record's JSON; valid until the next one is asked for.</param>
/// <param name="Line">The line it begins in, from 1.</param>
internal readonly record struct RecordedItem(ReadOnlyMemory<byte> Json, long Line);
