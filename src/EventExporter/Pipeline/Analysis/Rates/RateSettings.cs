using EventExporter.Pipeline.Analysis.Detection;

namespace EventExporter.Pipeline.Analysis.Rates;

/// <summary>When a rate is unusual, and how much has to be learnt before that is said.</summary>
internal sealed record RateSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Weeks in which the same hour must have been watched.</summary>
    public int LearnWeeks { get; init; } = 2;

    /// <summary>Weeks that are remembered; what is older no longer says what is usual.</summary>
    public int KeepWeeks { get; init; } = 6;

    /// <summary>How many times the usual deviation a rate must be away from the usual.</summary>
    public double Sensitivity { get; init; } = 5;

    /// <summary>Occurrences an hour below which a rise is not worth a word; and above which the usual must be for a fall.</summary>
    public int MinCount { get; init; } = 20;

    /// <summary>Combinations of reason, kind and namespace that are remembered at most.</summary>
    public int MaxSeries { get; init; } = 5000;

    public Reported Report { get; init; } = Reported.Warnings;
}
