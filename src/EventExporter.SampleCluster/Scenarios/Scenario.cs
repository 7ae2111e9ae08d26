using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios;

/// <summary>
/// A story that a cluster goes through. It is written as a sequence of acts with pauses between them: each yielded time is waited for, in the
/// cluster's own time, before the next act.
/// </summary>
public abstract class Scenario
{
    /// <summary>The name by which it is asked for: lower case with hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence on what happens.</summary>
    public abstract string Description { get; }

    internal abstract IEnumerable<TimeSpan> Play(ClusterModel cluster);

    internal static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
