using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Flood;

/// <summary>Makes the shapes of a flood: what a busy cluster's kubelets, scheduler and controllers report, about many workloads.</summary>
internal static class FloodTemplates
{
    private static readonly string[] Namespaces =
        ["payments", "shop", "search", "batch", "monitoring", "kube-system", "ingress", "data-platform", "team-a", "team-b", "ml-training", "ci"];

    private static readonly string[] Workloads =
        ["checkout", "cart", "catalog", "ranker", "indexer", "import", "report", "gateway", "ledger", "notifier", "session", "thumbnailer"];

    private static readonly (string Reason, string Type, string Component, string Kind, string Message)[] Kinds =
    [
        ("Scheduled", "Normal", "default-scheduler", "Pod", "Successfully assigned {ns}/{pod} to {node}"),
        ("Pulling", "Normal", "kubelet", "Pod", "Pulling image \"registry.example.com/{ns}/{app}:2.31.7\""),
        ("Pulled", "Normal", "kubelet", "Pod", "Successfully pulled image \"registry.example.com/{ns}/{app}:2.31.7\" in 1.934s (1.934s including waiting). Image size: 84123904 bytes."),
        ("Created", "Normal", "kubelet", "Pod", "Created container: {app}"),
        ("Started", "Normal", "kubelet", "Pod", "Started container {app}"),
        ("Killing", "Normal", "kubelet", "Pod", "Stopping container {app}"),
        ("Unhealthy", "Warning", "kubelet", "Pod", "Readiness probe failed: Get \"http://10.42.3.17:8080/healthz\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"),
        ("BackOff", "Warning", "kubelet", "Pod", "Back-off restarting failed container {app} in pod {pod}_{ns}(6f2b1c0e-7a55-4c1e-9a64-0f3a5be1f7d2)"),
        ("FailedMount", "Warning", "kubelet", "Pod", "MountVolume.SetUp failed for volume \"config\" : configmap \"{app}-config\" not found"),
        ("FailedScheduling", "Warning", "default-scheduler", "Pod", "0/6 nodes are available: 3 Insufficient memory, 3 node(s) had untolerated taint {dedicated: gpu}. preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling."),
        ("SuccessfulCreate", "Normal", "replicaset-controller", "ReplicaSet", "Created pod: {pod}"),
        ("SuccessfulDelete", "Normal", "replicaset-controller", "ReplicaSet", "Deleted pod: {pod}"),
        ("ScalingReplicaSet", "Normal", "deployment-controller", "Deployment", "Scaled up replica set {app}-7c9f6d5b48 from 4 to 5"),
        ("SuccessfulRescale", "Normal", "horizontal-pod-autoscaler", "HorizontalPodAutoscaler", "New size: 9; reason: cpu resource utilization (percentage of request) above target"),
    ];

    public static FloodTemplate[] Build(EventFloodOptions options)
    {
        var random = new Random(options.Seed);
        var objects = options.Objects is { } store ? new FloodObjects(store) : null;
        return [.. Enumerable.Range(0, options.Shapes).Select(i => new FloodTemplate(Body(random, objects, Kinds[i % Kinds.Length])))];
    }

    private static JsonObject Body(Random random, FloodObjects? objects, (string Reason, string Type, string Component, string Kind, string Message) kind)
    {
        var ns = Namespaces[random.Next(Namespaces.Length)];
        var app = Workloads[random.Next(Workloads.Length)];
        var node = "node-" + (char)('a' + random.Next(12));
        var pod = $"{app}-7c9f6d5b48-{(objects is null ? FloodTemplate.IdMark : random.Next().ToString("x8", CultureInfo.InvariantCulture))}";
        var name = kind.Kind switch { "Pod" => pod, "ReplicaSet" => app + "-7c9f6d5b48", _ => app };
        var content = new JsonObject
        {
            ["involvedObject"] = Involved(kind, ns, name, app, objects?.Make(kind.Kind, ns, app, name)),
            ["reason"] = kind.Reason,
            ["message"] = kind.Message.Replace("{ns}", ns, StringComparison.Ordinal).Replace("{pod}", pod, StringComparison.Ordinal)
                .Replace("{app}", app, StringComparison.Ordinal).Replace("{node}", node, StringComparison.Ordinal),
            ["source"] = kind.Component == "kubelet" ? new JsonObject { ["component"] = "kubelet", ["host"] = node } : new JsonObject { ["component"] = kind.Component },
            ["firstTimestamp"] = FloodTemplate.TimeMark,
            ["lastTimestamp"] = FloodTemplate.TimeMark,
            ["count"] = 1,
            ["type"] = kind.Type,
            ["reportingComponent"] = kind.Component,
            ["reportingInstance"] = kind.Component == "kubelet" ? node : "",
        };
        var managed = ManagedFields.For(kind.Component, ResourceKinds.Event, content, DateTimeOffset.UnixEpoch);
        managed[0]!["time"] = FloodTemplate.TimeMark;
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{name}.{FloodTemplate.IdMark}",
                ["namespace"] = ns,
                ["uid"] = $"3f9a71c2-5d0e-4b{random.Next(16):x}7-8c21-{FloodTemplate.IdMark}",
                ["resourceVersion"] = FloodTemplate.VersionMark,
                ["creationTimestamp"] = FloodTemplate.TimeMark,
                ["managedFields"] = managed,
            },
        };
        foreach (var (member, value) in EventFaces.ToStorage(content))
            body[member] = value?.DeepClone();
        return body;
    }

    private static JsonObject Involved((string Reason, string Type, string Component, string Kind, string Message) kind, string ns, string name, string app, string? uid)
    {
        var involved = new JsonObject
        {
            ["kind"] = kind.Kind,
            ["namespace"] = ns,
            ["name"] = name,
            ["uid"] = uid ?? $"b7d40a11-2c3f-4e8b-9a55-{FloodTemplate.IdMark}",
            ["apiVersion"] = kind.Kind switch { "Pod" => "v1", "HorizontalPodAutoscaler" => "autoscaling/v2", _ => "apps/v1" },
            ["resourceVersion"] = "48213377",
        };
        if (kind.Component == "kubelet" && kind.Reason != "FailedMount")
            involved["fieldPath"] = $"spec.containers{{{app}}}";
        return involved;
    }
}
