using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>What an earlier run committed: where each watch stood, and the seen-set. Read from the journal right before the source is run.</summary>
internal sealed record ResumePoint(IReadOnlyList<WatchPosition> Positions, IEnumerable<SeenEntry> Seen)
{
    public static readonly ResumePoint None = new([], []);
}
