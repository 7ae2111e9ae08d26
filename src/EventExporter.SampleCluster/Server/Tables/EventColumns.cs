namespace EventExporter.SampleCluster.Server.Tables;

/// <summary>The columns of events, for old-style counts and series alike.</summary>
internal static class EventColumns
{
    public static readonly Column[] All =
    [
        new("Last Seen", LastSeenCell),
        new("Type", r => r.Text("type")),
        new("Reason", r => r.Text("reason")),
        new("Object", r => Target(r)),
        new("Subobject", r => r.Text("involvedObject", "fieldPath"), 1),
        new("Source", r => Source(r), 1),
        new("Message", r => r.Text("message").Trim()),
        new("First Seen", r => FirstSeen(r), 1),
        new("Count", r => Count(r), 1, "integer"),
        new("Name", r => r.Text("metadata", "name"), 1, Format: "name"),
    ];

    private static System.Text.Json.Nodes.JsonNode? LastSeenCell(Row row) =>
        row.Since("series", "lastObservedTime") is { Length: > 0 } observed ? observed
        : row.Since("lastTimestamp") is { Length: > 0 } last ? last
        : FirstSeen(row);

    private static string FirstSeen(Row row) =>
        row.Since("firstTimestamp") is { Length: > 0 } first ? first
        : row.Since("eventTime") is { Length: > 0 } time ? time
        : "<unknown>";

    private static string Target(Row row)
    {
        var kind = row.Text("involvedObject", "kind").ToLowerInvariant();
        return row.Text("involvedObject", "name") is { Length: > 0 } name ? $"{kind}/{name}" : kind;
    }

    private static string Source(Row row)
    {
        var component = row.TextOr(row.Text("reportingComponent"), "source", "component");
        var host = row.TextOr(row.Text("reportingInstance"), "source", "host");
        return host.Length == 0 ? component : component + ", " + host;
    }

    private static int Count(Row row) => Math.Max(1, Math.Max(row.Number("series", "count"), row.Number("count")));
}
