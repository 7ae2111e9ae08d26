namespace EventExporter.SampleCluster.Recorder;

/// <summary>The limits of the recorder in client-go tools/record, with its defaults.</summary>
public sealed record EventRecorderOptions
{
    /// <summary>From so many differing messages on, within the interval, events become one "combined" event. Default 10.</summary>
    public int AggregateFrom { get; init; } = 10;

    /// <summary>Default 10 minutes since the last similar event.</summary>
    public TimeSpan AggregateInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether events above the spam limit are dropped, as real components do. Default true.</summary>
    public bool FiltersSpam { get; init; } = true;

    /// <summary>How many events one source may send about one object at once. Default 25.</summary>
    public int SpamBurst { get; init; } = 25;

    /// <summary>How long it takes to earn one more. Default 5 minutes.</summary>
    public TimeSpan SpamRefill { get; init; } = TimeSpan.FromMinutes(5);
}
