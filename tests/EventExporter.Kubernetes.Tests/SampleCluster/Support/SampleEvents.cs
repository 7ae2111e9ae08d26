using System.Text.Json.Nodes;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Support;

internal static class SampleEvents
{
    public static JsonObject Core(string name, string ns = "default", string reason = "BackOff", string type = "Warning", int count = 1) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Event",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = ns, ["name"] = "web-0", ["uid"] = "u-1", ["apiVersion"] = "v1" },
        ["reason"] = reason,
        ["message"] = "Back-off <restarting> & so on",
        ["source"] = new JsonObject { ["component"] = "kubelet", ["host"] = "node-a" },
        ["firstTimestamp"] = "2026-01-01T00:00:00Z",
        ["lastTimestamp"] = "2026-01-01T00:00:00Z",
        ["count"] = count,
        ["type"] = type,
    };

    public static JsonObject EventsV1(string name) => new()
    {
        ["apiVersion"] = "events.k8s.io/v1",
        ["kind"] = "Event",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
        ["eventTime"] = "2026-01-01T00:00:00.123456Z",
        ["reportingController"] = "default-scheduler",
        ["reportingInstance"] = "default-scheduler-a",
        ["action"] = "Scheduling",
        ["reason"] = "FailedScheduling",
        ["regarding"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = "default", ["name"] = "web-0", ["apiVersion"] = "v1" },
        ["note"] = "0/1 nodes are available",
        ["type"] = "Warning",
    };
}
