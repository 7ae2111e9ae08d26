using EventExporter.SampleCluster.Recorder;
using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>A disk is still attached elsewhere and a config map is missing: two pods cannot start until both are put right.</summary>
internal sealed class BrokenVolumes : Scenario
{
    public override string Name => "broken-volumes";

    public override string Description => "ledger's disk cannot be attached and invoicing's config map is missing; both recover.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        var ledger = cluster.Find("ledger");
        var owner = cluster.Store.Get(ResourceKinds.StatefulSet, ledger.Namespace, ledger.Name)!;
        cluster.Pods.Delete(ledger.Pods.First(p => p.Name == "ledger-0"));
        var disk = cluster.Pods.Create(ledger, owner, "ledger-0");
        cluster.Component("statefulset-controller").Normal(EventSubject.Of(owner), "SuccessfulCreate", "create Pod ledger-0 in StatefulSet ledger successful");
        var config = cluster.Workloads.Scale(cluster.Find("invoicing"), 3)[0];
        yield return Seconds(0.3);
        cluster.Pods.Assign(disk);
        cluster.Pods.Assign(config);
        var volume = "pvc-" + cluster.Store.Get(ResourceKinds.PersistentVolumeClaim, "payments", "data-ledger-0")!.Uid;
        for (var i = 0; i < 8; i++)
        {
            yield return Seconds(1 + i);
            if (i == 0)
                AttachDetach(cluster, disk, "Warning", "FailedAttachVolume", $"Multi-Attach error for volume \"{volume}\" Volume is already exclusively attached to one node and can't be attached to another");
            cluster.Pods.SayOfPod(config, "Warning", "FailedMount", "MountVolume.SetUp failed for volume \"config\" : configmap \"invoicing-config\" not found");
            cluster.Pods.SayOfPod(disk, "Warning", "FailedMount", $"Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data], failed to process volumes=[]: timed out waiting for the condition");
        }

        yield return Seconds(8);
        AttachDetach(cluster, disk, "Normal", "SuccessfulAttachVolume", $"AttachVolume.Attach succeeded for volume \"{volume}\"");
        cluster.Stage.Begin(cluster.Pods.StartContainer(disk));
        cluster.Stage.Begin(cluster.Pods.StartContainer(config));
        yield return Seconds(15);
        cluster.Workloads.Scale(cluster.Find("invoicing"), 2);
    }

    private static void AttachDetach(ClusterModel cluster, SamplePod pod, string type, string reason, string message) =>
        cluster.Component("attachdetach-controller").Record(cluster.Pods.About(pod) with { ResourceVersion = "1" }, type, reason, message);
}
