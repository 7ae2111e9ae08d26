using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Scenarios.Incidents;

namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>
/// Trouble as long and as varied as in life, over the ordinary life of the cluster: the seed decides whom it strikes, how and for how long.
/// What really happens is on record in <see cref="Truth"/>, for whoever wants to know whether it was recognised.
/// </summary>
public abstract class Storm : Scenario
{
    private readonly List<StormTruth> _truth = [];

    /// <summary>What has really happened so far; complete when the storm has been played to its end.</summary>
    public IReadOnlyList<StormTruth> Truth => _truth;

    /// <summary>How long the storm is to be played so that its end and the calm after it are seen.</summary>
    public virtual TimeSpan Length => TimeSpan.FromMinutes(60);

    internal sealed override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        _truth.Clear();
        cluster.Stage.Begin(new QuietLife().Play(cluster));
        yield return cluster.Between(60, 180);
        foreach (var pause in Strike(cluster))
            yield return pause;
    }

    internal abstract IEnumerable<TimeSpan> Strike(ClusterModel cluster);

    /// <param name="cause">Name of the cause, as incidents give it.</param>
    /// <param name="about">Name of the object that it is about.</param>
    internal void Happened(ClusterModel cluster, string cause, string about, string what) =>
        _truth.Add(new StormTruth(cause, about, cluster.Stage.Elapsed, what));

    /// <summary>A deployment of the given ones that ordinary life leaves alone from now on.</summary>
    internal static Workload Take(ClusterModel cluster, params string[] names)
    {
        var workload = cluster.Find(cluster.Pick(names));
        workload.IsRollingOut = true;
        return workload;
    }
}
