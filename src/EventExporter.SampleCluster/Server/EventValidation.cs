using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>
/// What the API server asks of an event, from pkg/apis/core/validation/events.go: little through core/v1, everything through events.k8s.io/v1.
/// Field names in the problems are those of the internal type, as there.
/// </summary>
internal static class EventValidation
{
    private const int ShortLimit = 128;
    private const int NoteLimit = 1024;

    private static readonly string[] Immutable =
    [
        "involvedObject", "reason", "message", "source", "firstTimestamp", "lastTimestamp", "count", "type", "eventTime", "action", "related",
        "reportingComponent", "reportingInstance",
    ];

    /// <param name="previous">The stored event that is replaced; null on create.</param>
    public static void Check(ResourceKind face, JsonObject content, StoredObject? previous)
    {
        var body = EventFaces.ToStorage(content);
        var problems = new List<FieldProblem>();
        problems.AddRange(Legacy(body, (string?)content["metadata"]?["namespace"] ?? ""));
        if (face == ResourceKinds.EventsV1Event)
            problems.AddRange(previous is null ? StrictCreate(body) : StrictUpdate(body, previous.ParseBody()));
        if (problems.Count > 0)
            throw new ApiException(ApiStatus.Invalid("Event", face.Group, (string?)content["metadata"]?["name"] ?? "", problems));
    }

    private static IEnumerable<FieldProblem> Legacy(JsonObject body, string ns)
    {
        var about = (string?)body["involvedObject"]?["namespace"] ?? "";
        var isNew = body["eventTime"] is not null;
        var agrees = about.Length == 0 ? ns == "default" || (isNew && ns == "kube-system") : isNew || ns == about;
        if (!agrees)
            yield return FieldProblem.Invalid("involvedObject.namespace", about, "does not match event.namespace");
        if (!isNew)
            yield break;
        if (Text(body, "reportingComponent").Length == 0)
            yield return FieldProblem.Required("reportingController");
        foreach (var name in new[] { "reportingInstance", "action", "reason" })
        {
            if (Text(body, name).Length == 0)
                yield return FieldProblem.Required(name);
            if (Text(body, name).Length > ShortLimit)
                yield return FieldProblem.Invalid(name, "", $"can have at most {ShortLimit} characters");
        }

        if (Text(body, "message").Length > NoteLimit)
            yield return FieldProblem.Invalid("message", "", $"can have at most {NoteLimit} characters");
    }

    private static IEnumerable<FieldProblem> StrictCreate(JsonObject body)
    {
        foreach (var problem in Series(body))
            yield return problem;
        if (body["eventTime"] is null)
            yield return FieldProblem.Required("eventTime");
        if (Text(body, "type") is not ("Normal" or "Warning"))
            yield return FieldProblem.Invalid("type", "", "has invalid value: " + Text(body, "type"));
        foreach (var name in new[] { "firstTimestamp", "lastTimestamp" })
        {
            if (body[name] is not null)
                yield return FieldProblem.Invalid(name, "", "needs to be unset");
        }

        if (body["count"] is JsonValue count && (int)count != 0)
            yield return FieldProblem.Invalid("count", "", "needs to be unset");
        if (body["source"] is JsonObject { Count: > 0 })
            yield return FieldProblem.Invalid("source", "", "needs to be unset");
    }

    private static IEnumerable<FieldProblem> StrictUpdate(JsonObject body, JsonObject old)
    {
        if (!JsonNode.DeepEquals(body["series"], old["series"]))
        {
            foreach (var problem in Series(body))
                yield return problem;
        }

        foreach (var name in Immutable.Where(n => !JsonNode.DeepEquals(body[n], old[n])))
            yield return FieldProblem.Invalid(name, body[name]?.ToJsonString() ?? "null", "field is immutable");
    }

    private static IEnumerable<FieldProblem> Series(JsonObject body)
    {
        if (body["series"] is not JsonObject series)
            yield break;
        if (series["count"] is not JsonValue count || (int)count < 2)
            yield return FieldProblem.Invalid("series.count", "", "should be at least 2");
        if (series["lastObservedTime"] is null)
            yield return FieldProblem.Required("series.lastObservedTime");
    }

    private static string Text(JsonObject body, string name) => (string?)body[name] ?? "";
}
