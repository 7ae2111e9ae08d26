using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Cluster;

/// <summary>The JSON of the sample cluster's objects: as much of each as clients look at.</summary>
internal static class Bodies
{
    public static JsonObject Labels(Workload workload) =>
        new() { ["app"] = workload.App, ["team"] = workload.Team, ["version"] = workload.Version };

    public static JsonObject Metadata(string? ns, string name, JsonObject? labels = null, StoredObject? owner = null)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (ns is not null)
            metadata["namespace"] = ns;
        if (labels is not null)
            metadata["labels"] = labels;
        if (owner is not null)
        {
            metadata["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = owner.Kind.ApiVersion,
                ["kind"] = owner.Kind.Kind,
                ["name"] = owner.Name,
                ["uid"] = owner.Uid,
                ["controller"] = true,
                ["blockOwnerDeletion"] = true,
            });
        }

        return metadata;
    }

    public static JsonObject Workload(Workload workload, string name, StoredObject? owner, int replicas)
    {
        var metadata = Metadata(workload.Namespace, name, Labels(workload), owner);
        metadata["annotations"] = new JsonObject
        {
            ["deployment.kubernetes.io/revision"] = workload.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["example.com/runbook"] = $"https://runbooks.example.com/{workload.Namespace}/{workload.Name}",
        };
        return new JsonObject
        {
            ["metadata"] = metadata,
            ["spec"] = new JsonObject
            {
                ["replicas"] = replicas,
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = workload.App } },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = Labels(workload) },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(Container(workload.App, workload.Image)) },
                },
            },
            ["status"] = Status(workload.Kind, replicas),
        };
    }

    /// <summary>A running container's state.</summary>
    public static JsonObject Running(DateTimeOffset since) => new() { ["running"] = new JsonObject { ["startedAt"] = ObjectBody.Time(since) } };

    public static JsonObject Pod(SamplePod pod, StoredObject owner)
    {
        var labels = Labels(pod.Workload);
        if (owner.Kind == ResourceKinds.ReplicaSet)
            labels["pod-template-hash"] = owner.Name[(owner.Name.LastIndexOf('-') + 1)..];
        return new JsonObject
        {
            ["metadata"] = Metadata(pod.Namespace, pod.Name, labels, owner),
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(Container(pod.Container, pod.Image)),
                ["restartPolicy"] = owner.Kind == ResourceKinds.Job ? "Never" : "Always",
                ["serviceAccountName"] = "default",
                ["schedulerName"] = "default-scheduler",
            },
            ["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "Burstable" },
        };
    }

    public static JsonObject Node(string name, string zone) => new()
    {
        ["metadata"] = Metadata(null, name, new JsonObject
        {
            ["kubernetes.io/hostname"] = name,
            ["kubernetes.io/os"] = "linux",
            ["topology.kubernetes.io/zone"] = zone,
            ["node.kubernetes.io/instance-type"] = "m6i.xlarge",
        }),
        ["spec"] = new JsonObject { ["podCIDR"] = "10.42.0.0/24" },
        ["status"] = new JsonObject
        {
            ["capacity"] = new JsonObject { ["cpu"] = "4", ["memory"] = "16Gi", ["pods"] = "110" },
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True", ["reason"] = "KubeletReady" }),
            ["nodeInfo"] = new JsonObject { ["kubeletVersion"] = "v1.32.4", ["osImage"] = "Debian GNU/Linux 12 (bookworm)" },
        },
    };

    private static JsonObject Status(ResourceKind kind, int replicas) => kind == ResourceKinds.DaemonSet
        ? new JsonObject { ["desiredNumberScheduled"] = replicas, ["currentNumberScheduled"] = replicas, ["numberReady"] = replicas }
        : new JsonObject { ["replicas"] = replicas, ["readyReplicas"] = 0, ["updatedReplicas"] = replicas, ["availableReplicas"] = 0 };

    private static JsonObject Container(string name, string image) => new()
    {
        ["name"] = name,
        ["image"] = image,
        ["resources"] = new JsonObject
        {
            ["requests"] = new JsonObject { ["cpu"] = "100m", ["memory"] = "256Mi" },
            ["limits"] = new JsonObject { ["memory"] = "512Mi" },
        },
    };
}
