using EventExporter.SampleCluster.Scenarios.Cluster;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>A rollout with an image tag that does not exist: pulls fail and back off, the rollout gets stuck, and is undone.</summary>
internal sealed class BadImageRollout : Scenario
{
    public override string Name => "bad-image";

    public override string Description => "checkout is rolled out with an image that does not exist, gets stuck and is rolled back.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var checkout = cluster.Find("checkout");
        var (goodSet, goodVersion) = (checkout.ReplicaSet, checkout.Version);
        cluster.Workloads.BeginRevision(checkout, "1.5.0-rc1");
        cluster.Workloads.SayScaled(checkout, checkout.ReplicaSet, 0, 2);
        cluster.Workloads.SetReplicas(checkout, checkout.ReplicaSet, 2);
        var image = checkout.Image;
        var error = $"rpc error: code = NotFound desc = failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": {image}: not found";
        var broken = new[] { cluster.Workloads.Replace(checkout), cluster.Workloads.Replace(checkout) };
        foreach (var pod in broken)
            cluster.Stage.Begin(cluster.Pods.FailToPull(pod, error));
        yield return Seconds(60);
        cluster.Workloads.DeadlineExceeded(checkout);
        yield return Seconds(20);
        cluster.Workloads.SayScaled(checkout, checkout.ReplicaSet, 2, 0);
        cluster.Workloads.SetReplicas(checkout, checkout.ReplicaSet, 0);
        foreach (var pod in broken)
            cluster.Workloads.Remove(pod);
        (checkout.ReplicaSet, checkout.Version) = (goodSet, goodVersion);
        yield return Seconds(5);
    }
}
