using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Cluster;

/// <summary>What happens to workloads, and what their controllers say about it.</summary>
internal sealed class WorkloadActs(ClusterModel cluster)
{
    /// <summary>A deployment whose pods run already, as of a cluster that has been up for a while: no events.</summary>
    public Workload AddRunning(ResourceKind kind, string ns, string name, string team, int replicas)
    {
        var workload = new Workload(kind, ns, name, team, replicas);
        cluster.All.Add(workload);
        var stored = cluster.Create(kind, Bodies.Workload(workload, name, null, replicas), "kube-apiserver");
        var owner = kind == ResourceKinds.Deployment ? NewReplicaSet(workload, stored) : stored;
        for (var i = 0; i < replicas; i++)
        {
            var pod = cluster.Pods.Create(workload, owner, kind == ResourceKinds.StatefulSet ? $"{name}-{i}" : null);
            pod.Node = kind == ResourceKinds.DaemonSet ? cluster.ReadyNodes[i % cluster.ReadyNodes.Count] : cluster.Pick(cluster.ReadyNodes);
            pod.Ip = $"10.42.{cluster.Random.Next(1, 7)}.{cluster.Random.Next(2, 250)}";
            cluster.Store.Modify(ResourceKinds.Pod, ns, pod.Name, p => p["spec"]!["nodeName"] = pod.Node, "kube-scheduler");
            cluster.Pods.SetState(pod, "Running", ready: true, Bodies.Running(cluster.Born));
        }

        return workload;
    }

    /// <summary>Changes the number of replicas; the new pods' lives are the caller's to begin.</summary>
    public IReadOnlyList<SamplePod> Scale(Workload workload, int replicas)
    {
        var from = workload.Replicas;
        workload.Replicas = replicas;
        SayScaled(workload, workload.ReplicaSet, from, replicas);
        SetReplicas(workload, workload.ReplicaSet, replicas);
        if (replicas < from)
        {
            foreach (var pod in workload.Pods.Where(p => p.Owner == workload.ReplicaSet).Take(from - replicas).ToArray())
                Remove(pod);
            return [];
        }

        return [.. Enumerable.Range(0, replicas - from).Select(_ => Replace(workload))];
    }

    /// <summary>One more pod of the current replica set.</summary>
    public SamplePod Replace(Workload workload)
    {
        var owner = cluster.Store.Get(ResourceKinds.ReplicaSet, workload.Namespace, workload.ReplicaSet)!;
        var pod = cluster.Pods.Create(workload, owner);
        cluster.Component("replicaset-controller").Normal(cluster.About(ResourceKinds.ReplicaSet, owner.Namespace, owner.Name) with { ResourceVersion = "1" }, "SuccessfulCreate", "Created pod: " + pod.Name);
        return pod;
    }

    public void Remove(SamplePod pod)
    {
        if (pod.IsGone)
            return;
        cluster.Pods.Delete(pod);
        var about = cluster.About(ResourceKinds.ReplicaSet, pod.Namespace, pod.Owner) with { ResourceVersion = "1" };
        cluster.Component("replicaset-controller").Normal(about, "SuccessfulDelete", "Deleted pod: " + pod.Name);
    }

    /// <summary>Scales down by one, and it is this pod that goes.</summary>
    public void GiveUp(SamplePod pod)
    {
        var workload = pod.Workload;
        workload.Replicas--;
        SayScaled(workload, workload.ReplicaSet, workload.Replicas + 1, workload.Replicas);
        SetReplicas(workload, workload.ReplicaSet, workload.Replicas);
        Remove(pod);
    }

    /// <summary>
    /// A rollout that succeeds: the new replica set grows by one pod at a time while the old one shrinks. A deployment that is being rolled out
    /// already is left alone.
    /// </summary>
    public IEnumerable<TimeSpan> RollOut(Workload workload, string version)
    {
        if (workload.IsRollingOut)
            yield break;
        workload.IsRollingOut = true;
        var old = workload.Pods.ToArray();
        var oldSet = workload.ReplicaSet;
        BeginRevision(workload, version);
        for (var i = 1; i <= workload.Replicas; i++)
        {
            SayScaled(workload, workload.ReplicaSet, i - 1, i);
            SetReplicas(workload, workload.ReplicaSet, i);
            cluster.Stage.Begin(cluster.Pods.Start(Replace(workload)));
            yield return cluster.Between(4, 7);
            if (i > old.Length)
                continue;
            SayScaled(workload, oldSet, old.Length - i + 1, old.Length - i);
            SetReplicas(workload, oldSet, old.Length - i);
            Remove(old[i - 1]);
            yield return TimeSpan.FromSeconds(1);
        }

        workload.IsRollingOut = false;
    }

    /// <summary>A new template: a new, still empty replica set becomes the deployment's current one.</summary>
    public void BeginRevision(Workload workload, string version)
    {
        workload.Version = version;
        workload.Revision++;
        var stored = cluster.Store.Modify(workload.Kind, workload.Namespace, workload.Name, body =>
        {
            body["metadata"]!["labels"]!["version"] = version;
            body["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = workload.Image;
        }, "kubectl-set");
        NewReplicaSet(workload, stored, replicas: 0);
    }

    public void SayScaled(Workload workload, string replicaSet, int from, int to)
    {
        var message = $"Scaled {(to > from ? "up" : "down")} replica set {replicaSet} from {from} to {to}";
        cluster.Component("deployment-controller").Normal(cluster.About(workload.Kind, workload.Namespace, workload.Name) with { ResourceVersion = "1" }, "ScalingReplicaSet", message);
    }

    public void SetReplicas(Workload workload, string replicaSet, int replicas) =>
        cluster.Store.Modify(ResourceKinds.ReplicaSet, workload.Namespace, replicaSet, b =>
        {
            b["spec"]!["replicas"] = replicas;
            b["status"]!["replicas"] = replicas;
        }, "kube-controller-manager");

    /// <summary>What the deployment controller knows of a rollout that does not get on: a condition, no event.</summary>
    public void DeadlineExceeded(Workload workload) =>
        cluster.Store.Modify(workload.Kind, workload.Namespace, workload.Name, body => body["status"]!["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = "Progressing",
            ["status"] = "False",
            ["reason"] = "ProgressDeadlineExceeded",
            ["message"] = $"ReplicaSet \"{workload.ReplicaSet}\" has timed out progressing.",
        }), "kube-controller-manager");

    public void Recount(Workload workload)
    {
        if (cluster.Store.Get(workload.Kind, workload.Namespace, workload.Name) is null)
            return;
        var ready = workload.Pods.Count(p => p.IsReady);
        cluster.Store.Modify(workload.Kind, workload.Namespace, workload.Name, body =>
        {
            var status = body["status"]!.AsObject();
            status["readyReplicas"] = ready;
            status["availableReplicas"] = ready;
        }, "kube-controller-manager");
    }

    private StoredObject NewReplicaSet(Workload workload, StoredObject deployment, int? replicas = null)
    {
        workload.ReplicaSet = $"{workload.Name}-{cluster.Suffix(9)}";
        return cluster.Create(ResourceKinds.ReplicaSet, Bodies.Workload(workload, workload.ReplicaSet, deployment, replicas ?? workload.Replicas), "kube-controller-manager");
    }
}
