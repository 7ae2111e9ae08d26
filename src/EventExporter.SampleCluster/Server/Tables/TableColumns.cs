using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server.Tables;

/// <summary>Which columns each kind prints, after pkg/printers/internalversion/printers.go.</summary>
internal static class TableColumns
{
    private static readonly Column Name = new("Name", r => r.Text("metadata", "name"), Format: "name");
    private static readonly Column Age = new("Age", r => r.Since("metadata", "creationTimestamp"));

    private static readonly Column[] Others = [Name, Age];

    private static readonly Dictionary<ResourceKind, Column[]> ByKind = new()
    {
        [ResourceKinds.Event] = EventColumns.All,
        [ResourceKinds.EventsV1Event] = EventColumns.All,
        [ResourceKinds.Pod] = PodColumns.All,
        [ResourceKinds.Namespace] = [Name, Text("Status", "status", "phase"), Age],
        [ResourceKinds.Node] =
        [
            Name, new("Status", r => NodeStatus(r)), new("Roles", r => NodeRoles(r)), Age, Text("Version", "status", "nodeInfo", "kubeletVersion"),
        ],
        [ResourceKinds.Service] =
        [
            Name, Text("Type", "spec", "type"), Text("Cluster-IP", "spec", "clusterIP"),
            new("External-IP", _ => "<none>"),
            new("Port(s)", r => string.Join(",", r.Items("spec", "ports").Select(p => $"{p["port"]}/{p["protocol"] ?? "TCP"}"))), Age,
        ],
        [ResourceKinds.ConfigMap] = [Name, new("Data", r => r.Body["data"] is JsonObject data ? data.Count : 0, Type: "string"), Age],
        [ResourceKinds.PersistentVolumeClaim] =
        [
            Name, Text("Status", "status", "phase"), Text("Volume", "spec", "volumeName"), Text("Capacity", "status", "capacity", "storage"),
            new("Access Modes", r => string.Join(",", (r.Body["spec"]?["accessModes"] as JsonArray ?? []).Select(m => ShortMode(m!.ToString())))),
            Text("StorageClass", "spec", "storageClassName"), Age,
        ],
        [ResourceKinds.PersistentVolume] = [Name, Text("Capacity", "spec", "capacity", "storage"), Text("Status", "status", "phase"), Age],
        [ResourceKinds.Deployment] =
        [
            Name, new("Ready", r => $"{r.Number("status", "readyReplicas")}/{r.Number("spec", "replicas")}"),
            Number("Up-to-date", "status", "updatedReplicas"), Number("Available", "status", "availableReplicas"), Age,
        ],
        [ResourceKinds.ReplicaSet] =
        [
            Name, Number("Desired", "spec", "replicas"), Number("Current", "status", "replicas"), Number("Ready", "status", "readyReplicas"), Age,
        ],
        [ResourceKinds.StatefulSet] = [Name, new("Ready", r => $"{r.Number("status", "readyReplicas")}/{r.Number("spec", "replicas")}"), Age],
        [ResourceKinds.DaemonSet] =
        [
            Name, Number("Desired", "status", "desiredNumberScheduled"), Number("Current", "status", "currentNumberScheduled"),
            Number("Ready", "status", "numberReady"), Age,
        ],
        [ResourceKinds.Job] =
        [
            Name, new("Status", r => JobStatus(r)), new("Completions", r => $"{r.Number("status", "succeeded")}/{Math.Max(1, r.Number("spec", "completions"))}"), Age,
        ],
        [ResourceKinds.CronJob] =
        [
            Name, Text("Schedule", "spec", "schedule"), new("Suspend", r => r.TextOr("False", "spec", "suspend")),
            new("Active", r => r.Items("status", "active").Count(), Type: "integer"),
            new("Last Schedule", r => r.Since("status", "lastScheduleTime") is { Length: > 0 } age ? age : "<none>"), Age,
        ],
        [ResourceKinds.HorizontalPodAutoscaler] =
        [
            Name, new("Reference", r => $"{r.Text("spec", "scaleTargetRef", "kind")}/{r.Text("spec", "scaleTargetRef", "name")}"),
            Number("MinPods", "spec", "minReplicas"), Number("MaxPods", "spec", "maxReplicas"), Number("Replicas", "status", "currentReplicas"), Age,
        ],
        [ResourceKinds.Lease] = [Name, Text("Holder", "spec", "holderIdentity"), Age],
    };

    public static IReadOnlyList<Column> For(ResourceKind kind) => ByKind.GetValueOrDefault(kind) ?? Others;

    private static Column Text(string name, params string[] path) => new(name, r => r.Text(path));

    private static Column Number(string name, params string[] path) => new(name, r => r.Number(path), Type: "integer");

    private static string NodeStatus(Row row)
    {
        var ready = row.Items("status", "conditions").FirstOrDefault(c => (string?)c["type"] == "Ready");
        var status = (string?)ready?["status"] == "True" ? "Ready" : "NotReady";
        return row.Text("spec", "unschedulable") == "true" ? status + ",SchedulingDisabled" : status;
    }

    private static string NodeRoles(Row row)
    {
        const string prefix = "node-role.kubernetes.io/";
        var labels = row.Body["metadata"]?["labels"] as JsonObject ?? [];
        var roles = labels.Where(l => l.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(l => l.Key[prefix.Length..]).ToArray();
        return roles.Length == 0 ? "<none>" : string.Join(",", roles);
    }

    private static string JobStatus(Row row)
    {
        var done = row.Items("status", "conditions").FirstOrDefault(c => (string?)c["status"] == "True");
        return (string?)done?["type"] ?? "Running";
    }

    private static string ShortMode(string mode) => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        _ => mode,
    };
}
