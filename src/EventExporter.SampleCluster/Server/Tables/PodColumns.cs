using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Server.Tables;

/// <summary>The columns of pods. The status is the most telling of phase, waiting reason and termination, as kubectl users know it.</summary>
internal static class PodColumns
{
    public static readonly Column[] All =
    [
        new("Name", r => r.Text("metadata", "name"), Format: "name"),
        new("Ready", r => Ready(r)),
        new("Status", r => Status(r)),
        new("Restarts", r => Statuses(r).Sum(s => (int?)s["restartCount"] ?? 0), Type: "integer"),
        new("Age", r => r.Since("metadata", "creationTimestamp")),
        new("IP", r => r.TextOr("<none>", "status", "podIP"), 1),
        new("Node", r => r.TextOr("<none>", "spec", "nodeName"), 1),
        new("Nominated Node", r => r.TextOr("<none>", "status", "nominatedNodeName"), 1),
        new("Readiness Gates", _ => "<none>", 1),
    ];

    private static IEnumerable<JsonObject> Statuses(Row row) => row.Items("status", "containerStatuses");

    private static string Ready(Row row)
    {
        var total = row.Items("spec", "containers").Count();
        return $"{Statuses(row).Count(s => (bool?)s["ready"] == true)}/{total}";
    }

    private static string Status(Row row)
    {
        if (row.Text("metadata", "deletionTimestamp").Length > 0)
            return "Terminating";
        foreach (var status in Statuses(row))
        {
            if ((string?)status["state"]?["waiting"]?["reason"] is { Length: > 0 } waiting)
                return waiting;
            if ((string?)status["state"]?["terminated"]?["reason"] is { Length: > 0 } terminated)
                return terminated;
        }

        return row.TextOr(row.Text("status", "phase"), "status", "reason");
    }
}
