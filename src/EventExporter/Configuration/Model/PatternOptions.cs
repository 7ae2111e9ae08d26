using EventExporter.Configuration.Binding;
using EventExporter.Pipeline.Analysis.Detection;

namespace EventExporter.Configuration.Model;

/// <summary>When similar events, of one reason, kind and namespace, are a pattern.</summary>
internal sealed record PatternOptions
{
    [Option("minCount", "Occurrences within the window, at least.", Min = 2)]
    public int MinCount { get; init; } = 3;

    [Option("minPerMinute", "More than this many a minute, from the first of them in the window to the last.", Min = 0)]
    public double MinPerMinute { get; init; } = 0.5;

    [Option("window", "How far back occurrences count. A pattern has ended when fewer than minCount lie in it.", Min = "1m", Max = "1d")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    [Option("samples", "Events that are kept of each pattern to show what it looks like.", Min = 0, Max = 10)]
    public int Samples { get; init; } = 3;

    [Option("maxKeys", "Combinations of reason, kind and namespace that are remembered at most; those seen longest ago go first.", Min = 100)]
    public int MaxKeys { get; init; } = 10_000;

    [Option("report", "Which patterns are sent through the routes as an event of reason PatternFound, once each: those of events of type Warning, all, or none.")]
    public Reported Report { get; init; } = Reported.Warnings;
}
