using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Recorder;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Cluster;

/// <summary>What happens to pods, and what scheduler and kubelet say about it. Message texts are those of Kubernetes 1.32.</summary>
internal sealed class PodActs(ClusterModel cluster)
{
    public SamplePod Create(Workload workload, StoredObject owner, string? name = null)
    {
        name ??= FreeName(workload.Namespace, owner.Name);
        var pod = new SamplePod(workload, name, owner.Name, workload.Image);
        cluster.Create(ResourceKinds.Pod, Bodies.Pod(pod, owner), "kube-controller-manager");
        workload.Pods.Add(pod);
        return pod;
    }

    /// <summary>From pending to running: assigned, pulled, created, started, ready.</summary>
    public IEnumerable<TimeSpan> Start(SamplePod pod, bool imagePresent = false)
    {
        yield return cluster.Between(0.05, 0.3);
        if (pod.IsGone)
            yield break;
        Assign(pod);
        yield return cluster.Between(0.3, 1);
        if (!imagePresent)
        {
            var pulling = cluster.Between(0.8, 3);
            Say(pod, "Normal", "Pulling", $"Pulling image \"{pod.Image}\"");
            yield return pulling;
            var took = $"{pulling.TotalSeconds:0.###}s";
            Say(pod, "Normal", "Pulled", $"Successfully pulled image \"{pod.Image}\" in {took} ({took} including waiting). Image size: {cluster.Random.Next(20, 400) * 1_048_576} bytes.");
        }
        else
        {
            Say(pod, "Normal", "Pulled", $"Container image \"{pod.Image}\" already present on machine");
        }

        yield return TimeSpan.FromSeconds(0.2);
        foreach (var pause in StartContainer(pod))
            yield return pause;
    }

    public IEnumerable<TimeSpan> StartContainer(SamplePod pod)
    {
        Say(pod, "Normal", "Created", $"Created container: {pod.Container}");
        yield return TimeSpan.FromSeconds(0.15);
        Say(pod, "Normal", "Started", $"Started container {pod.Container}");
        SetState(pod, "Running", ready: false, Bodies.Running(cluster.Store.Time.GetUtcNow()));
        yield return cluster.Between(0.5, 2);
        SetState(pod, "Running", ready: true, Bodies.Running(cluster.Store.Time.GetUtcNow()));
    }

    public void Assign(SamplePod pod, string? node = null)
    {
        if (pod.IsGone)
            return;
        pod.Node = node ?? cluster.Pick(cluster.ReadyNodes);
        pod.Ip = $"10.42.{cluster.Random.Next(1, 7)}.{cluster.Random.Next(2, 250)}";
        cluster.Scheduler.Normal(About(pod), "Scheduled", "Binding", $"Successfully assigned {pod.Namespace}/{pod.Name} to {pod.Node}");
        cluster.Store.Modify(ResourceKinds.Pod, pod.Namespace, pod.Name, p => p["spec"]!["nodeName"] = pod.Node, "kube-scheduler");
    }

    public void CannotBeScheduled(SamplePod pod, string note) =>
        WhenThere(pod, about => cluster.Scheduler.Warning(about with { ResourceVersion = "1" }, "FailedScheduling", "Scheduling", note));

    /// <summary>What the kubelet of the pod's node says about its container.</summary>
    public void Say(SamplePod pod, string type, string reason, string message) =>
        WhenThere(pod, about => cluster.Kubelet(pod.Node ?? cluster.ReadyNodes[0]).Record(about with { FieldPath = pod.ContainerPath }, type, reason, message));

    /// <summary>What the kubelet says about the pod as a whole.</summary>
    public void SayOfPod(SamplePod pod, string type, string reason, string message) =>
        WhenThere(pod, about => cluster.Kubelet(pod.Node ?? cluster.ReadyNodes[0]).Record(about, type, reason, message));

    /// <summary>Crash after crash, with the kubelet's doubling pauses of 10 seconds to 5 minutes, until the pod is gone or has crashed so often.</summary>
    public IEnumerable<TimeSpan> CrashLoop(SamplePod pod, int crashes, string terminatedReason = "Error", int exitCode = 1)
    {
        var backOff = TimeSpan.FromSeconds(10);
        for (var i = 0; i < crashes && !pod.IsGone; i++)
        {
            pod.Restarts++;
            SetState(pod, "Running", ready: false, new JsonObject { ["terminated"] = new JsonObject { ["reason"] = terminatedReason, ["exitCode"] = exitCode } });
            yield return TimeSpan.FromSeconds(1);
            SetState(pod, "Running", ready: false, new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff" } });
            for (var waited = TimeSpan.Zero; waited < backOff && !pod.IsGone; waited += TimeSpan.FromSeconds(5))
            {
                BackOffRestarting(pod);
                yield return TimeSpan.FromSeconds(5);
            }

            backOff = TimeSpan.FromSeconds(Math.Min(300, backOff.TotalSeconds * 2));
            if (pod.IsGone)
                yield break;
            Say(pod, "Normal", "Pulled", $"Container image \"{pod.Image}\" already present on machine");
            foreach (var pause in StartContainer(pod))
                yield return pause;
            yield return cluster.Between(1, 4);
        }
    }

    public void BackOffRestarting(SamplePod pod) =>
        WhenThere(pod, about => Say(pod, "Warning", "BackOff", $"Back-off restarting failed container {pod.Container} in pod {pod.Name}_{pod.Namespace}({about.Uid})"));

    /// <summary>An image that cannot be had: the kubelet tries, fails and backs off until the pod is gone.</summary>
    public IEnumerable<TimeSpan> FailToPull(SamplePod pod, string error)
    {
        yield return cluster.Between(0.1, 0.4);
        if (pod.Node is null)
            Assign(pod);
        yield return cluster.Between(0.3, 1);
        var backOff = TimeSpan.FromSeconds(10);
        while (!pod.IsGone)
        {
            Say(pod, "Normal", "Pulling", $"Pulling image \"{pod.Image}\"");
            yield return cluster.Between(0.5, 1.5);
            Say(pod, "Warning", "Failed", $"Failed to pull image \"{pod.Image}\": {error}");
            Say(pod, "Warning", "Failed", "Error: ErrImagePull");
            SetState(pod, "Pending", ready: false, new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ErrImagePull" } });
            for (var waited = TimeSpan.Zero; waited < backOff && !pod.IsGone; waited += TimeSpan.FromSeconds(6))
            {
                yield return TimeSpan.FromSeconds(6);
                Say(pod, "Normal", "BackOff", $"Back-off pulling image \"{pod.Image}\"");
                Say(pod, "Warning", "Failed", "Error: ImagePullBackOff");
                SetState(pod, "Pending", ready: false, new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ImagePullBackOff" } });
            }

            backOff = TimeSpan.FromSeconds(Math.Min(300, backOff.TotalSeconds * 2));
        }
    }

    /// <summary>Stops the container and lets the pod go.</summary>
    public void Delete(SamplePod pod, bool kubeletAnswers = true)
    {
        if (pod.IsGone)
            return;
        if (kubeletAnswers && pod.Node is not null)
            Say(pod, "Normal", "Killing", $"Stopping container {pod.Container}");
        cluster.Store.Delete(ResourceKinds.Pod, pod.Namespace, pod.Name);
        pod.IsGone = true;
        pod.Workload.Pods.Remove(pod);
    }

    public void SetState(SamplePod pod, string phase, bool ready, JsonObject state)
    {
        if (pod.IsGone)
            return;
        pod.IsReady = ready;
        cluster.Store.Modify(ResourceKinds.Pod, pod.Namespace, pod.Name, body =>
        {
            var status = body["status"]!.AsObject();
            status["phase"] = phase;
            status["podIP"] = pod.Ip;
            status["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = pod.Container,
                ["image"] = pod.Image,
                ["ready"] = ready,
                ["restartCount"] = pod.Restarts,
                ["state"] = state,
            });
        }, "kubelet");
        cluster.Workloads.Recount(pod.Workload);
    }

    public EventSubject About(SamplePod pod) => cluster.About(ResourceKinds.Pod, pod.Namespace, pod.Name);

    private string FreeName(string ns, string prefix)
    {
        while (true)
        {
            var name = $"{prefix}-{cluster.Suffix()}";
            if (cluster.Store.Get(ResourceKinds.Pod, ns, name) is null)
                return name;
        }
    }

    private void WhenThere(SamplePod pod, Action<EventSubject> act)
    {
        if (!pod.IsGone)
            act(About(pod) with { ResourceVersion = "1" });
    }
}
