using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Storage;

/// <summary>
/// The two faces of one stored event: core/v1 (the stored form) and events.k8s.io/v1. Field names and their order are those of
/// k8s.io/api/core/v1 and k8s.io/api/events/v1, and so is which fields are written even when empty.
/// </summary>
internal static class EventFaces
{
    private static readonly (string Core, string EventsV1)[] Names =
    [
        ("involvedObject", "regarding"), ("reason", "reason"), ("message", "note"), ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"),
        ("type", "type"), ("eventTime", "eventTime"), ("series", "series"), ("action", "action"), ("related", "related"),
        ("reportingComponent", "reportingController"), ("reportingInstance", "reportingInstance"),
    ];

    private static readonly string[] EventsV1Order =
    [
        "eventTime", "series", "reportingController", "reportingInstance", "action", "reason", "regarding", "related", "note", "type",
        "deprecatedSource", "deprecatedFirstTimestamp", "deprecatedLastTimestamp", "deprecatedCount",
    ];

    private static readonly Dictionary<string, string> ToCore = Names.ToDictionary(n => n.EventsV1, n => n.Core);
    private static readonly Dictionary<string, string> CoreToEventsV1 = Names.ToDictionary(n => n.Core, n => n.EventsV1);

    /// <summary>The stored body (without metadata) of an event written through either API; which one shows in its field names.</summary>
    public static JsonObject ToStorage(JsonObject content)
    {
        var isEventsV1 = content.ContainsKey("regarding") || (string?)content["apiVersion"] == ResourceKinds.EventsV1Event.ApiVersion;
        var body = new JsonObject();
        foreach (var (core, eventsV1) in Names)
            Put(body, core, content[isEventsV1 ? eventsV1 : core]);
        return body;
    }

    /// <summary>The events.k8s.io/v1 body of a stored event.</summary>
    public static JsonObject ToEventsV1(JsonObject stored)
    {
        var body = new JsonObject { ["metadata"] = stored["metadata"]!.DeepClone() };
        foreach (var name in EventsV1Order)
        {
            var core = ToCore[name];
            var value = stored[core];
            if (name is "reportingController" or "reportingInstance" && string.IsNullOrEmpty((string?)value))
                continue;
            Put(body, core, value, CoreToEventsV1[core]);
        }

        return body;
    }

    private static void Put(JsonObject body, string core, JsonNode? value, string? name = null)
    {
        if (value is not null)
            body[name ?? core] = value.DeepClone();
        else if (core is "involvedObject" or "source")
            body[name ?? core] = new JsonObject();
        else if (core is "firstTimestamp" or "lastTimestamp" or "eventTime")
            body[name ?? core] = null;
        else if (core is "reportingComponent" or "reportingInstance")
            body[name ?? core] = "";
    }
}
