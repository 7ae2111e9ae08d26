using EventExporter.Configuration.Binding;
using EventExporter.Pipeline.Analysis.Detection;

namespace EventExporter.Configuration.Model;

/// <summary>When the rate of events, of one reason, kind and namespace, is unusual for the hour of the week.</summary>
internal sealed record RateOptions
{
    [Option("enabled", "Whether rates are learnt and compared.")]
    public bool Enabled { get; init; } = true;

    [Option("learnWeeks", "In how many weeks the same hour must have been watched before anything is said about it.", Min = 1, Max = 26)]
    public int LearnWeeks { get; init; } = 2;

    [Option("keepWeeks", "How many weeks are remembered; what is older no longer says what is usual. Not less than learnWeeks.", Min = 1, Max = 26)]
    public int KeepWeeks { get; init; } = 6;

    [Option("sensitivity", "How many times the usual deviation a rate must be away from the usual. Less: more is reported.", Min = 1)]
    public double Sensitivity { get; init; } = 5;

    [Option("minCount", "Occurrences an hour below which a rise is not reported, and which must be usual for a fall to be.", Min = 1)]
    public int MinCount { get; init; } = 20;

    [Option("maxSeries", "Combinations of reason, kind and namespace that are remembered at most; those seen longest ago go first.", Min = 100)]
    public int MaxSeries { get; init; } = 5000;

    [Option("report", "Which unusual rates are sent through the routes as an event of reason UnusualRate, once each: those of events of type Warning, all, or none.")]
    public Reported Report { get; init; } = Reported.Warnings;
}
