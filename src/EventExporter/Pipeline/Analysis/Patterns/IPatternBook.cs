using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Analysis.Patterns;

/// <summary>The patterns that are going on.</summary>
internal interface IPatternBook
{
    /// <summary>The most frequent first. May be called by any thread.</summary>
    IReadOnlyList<PatternFinding> Current();
}
