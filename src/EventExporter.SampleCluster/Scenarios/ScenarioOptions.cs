namespace EventExporter.SampleCluster.Scenarios;

public sealed record ScenarioOptions
{
    /// <summary>The same seed plays the same story, name for name.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much faster than life it is played. Default 1.</summary>
    public double Speed { get; init; } = 1;
}
