using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>
/// A gap that is not over yet: it closes when the watch has settled again, so that a storm of interruptions is one gap. Until then the
/// committed position stays in front of it.
/// </summary>
internal sealed class PendingGap(string scope, DateTimeOffset from, string why)
{
    private long _recovered;
    private DateTimeOffset? _to;

    /// <summary>Everything that existed at this time is known again.</summary>
    public void Listed(DateTimeOffset at, long recovered) => (_to, _recovered) = (at, _recovered + recovered);

    public Gap ToGap() => new(scope, from, _to ?? from, why, _recovered);
}
