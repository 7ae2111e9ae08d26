using EventExporter.Pipeline.Analysis.Detection;

namespace EventExporter.Pipeline.Analysis.Patterns;

/// <summary>From when on similar events are a pattern.</summary>
internal sealed record PatternSettings
{
    /// <summary>Occurrences within <see cref="Window"/>, at least.</summary>
    public int MinCount { get; init; } = 3;

    /// <summary>More than this many a minute.</summary>
    public double MinPerMinute { get; init; } = 0.5;

    /// <summary>What lies further back than this does not count towards a new pattern; a pattern with fewer than <see cref="MinCount"/> occurrences in it has ended.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Occurrences that are kept to show what it looks like.</summary>
    public int Samples { get; init; } = 3;

    /// <summary>Keys that are remembered at most; the ones seen longest ago go first.</summary>
    public int MaxKeys { get; init; } = 10_000;

    public Reported Report { get; init; } = Reported.Warnings;
}
