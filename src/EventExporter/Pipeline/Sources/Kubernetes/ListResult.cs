namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <param name="Version">The version to watch from.</param>
/// <param name="Occurrences">The sum of the deltas handed on.</param>
/// <param name="Malformed">What was wrong with items that could not be read and had not been reported before.</param>
internal sealed record ListResult(string Version, long Occurrences, IReadOnlyList<string> Malformed);
