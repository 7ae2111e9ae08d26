namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>What checking a recording found.</summary>
/// <param name="Records">Records read.</param>
/// <param name="Occurrences">Occurrences that a replay would send.</param>
/// <param name="Problems">One sentence each, with file and line; the first 20. A recording with problems is not to be sent.</param>
internal sealed record RecordingReport(long Records, long Occurrences, IReadOnlyList<string> Problems);
