using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>
/// A field selector: <c>involvedObject.kind=Pod,type!=Normal</c>. Which fields can be selected is fixed per kind, as in the real server
/// (pkg/registry/core/event/strategy.go for events); any other is answered with 400.
/// </summary>
internal sealed class FieldSelector
{
    public static readonly FieldSelector Everything = new([]);

    private static readonly string[] EventFields =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ];

    private static readonly string[] PodFields =
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP",
        "status.nominatedNodeName",
    ];

    private readonly List<(string Field, string Value, bool Equal)> _requirements;

    private FieldSelector(List<(string Field, string Value, bool Equal)> requirements) => _requirements = requirements;

    public bool IsEverything => _requirements.Count == 0;

    /// <param name="name">The name in the path of a watch on one object, which selects as <c>metadata.name</c> does.</param>
    public static FieldSelector Parse(string text, ResourceKind kind, string? name)
    {
        var requirements = new List<(string, string, bool)>();
        if (name is not null)
            requirements.Add(("metadata.name", name, true));
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equal = !part.Contains("!=", StringComparison.Ordinal);
            var sides = equal ? part.Replace("==", "=", StringComparison.Ordinal).Split('=', 2) : part.Split("!=", 2);
            if (sides.Length != 2)
                throw new ApiException(ApiStatus.BadRequest($"Unable to find {Described(kind)} that match label selector \"\", field selector \"{text}\": invalid selector: '{part}'; can't understand '{part}'"));
            requirements.Add((Stored(sides[0], kind, text), sides[1], equal));
        }

        return new FieldSelector(requirements);
    }

    public bool Matches(StoredObject candidate)
    {
        foreach (var (field, value, equal) in _requirements)
        {
            if (ValueOf(candidate, field) == value != equal)
                return false;
        }

        return true;
    }

    private static string Stored(string field, ResourceKind kind, string selector)
    {
        var stored = kind == ResourceKinds.EventsV1Event ? FromEventsV1(field) : field;
        var known = field is "metadata.name" or "metadata.namespace"
            || (kind.StorageName == "events" && EventFields.Contains(stored))
            || (kind == ResourceKinds.Pod && PodFields.Contains(field));
        if (!known)
            throw new ApiException(ApiStatus.BadRequest($"Unable to find {Described(kind)} that match label selector \"\", field selector \"{selector}\": field label not supported: {field}"));
        return stored;
    }

    private static string FromEventsV1(string field) =>
        field == "reportingController" ? "reportingComponent"
        : field.StartsWith("regarding.", StringComparison.Ordinal) ? "involvedObject." + field["regarding.".Length..]
        : field;

    private static string Described(ResourceKind kind) => $"\"{kind.Group}/{kind.Version}, Resource={kind.Plural}\"";

    private static string ValueOf(StoredObject candidate, string field) => field switch
    {
        "metadata.name" => candidate.Name,
        "metadata.namespace" => candidate.Namespace ?? "",
        "source" => candidate.FieldText(["source", "component"]) is { Length: > 0 } component ? component : candidate.FieldText(["reportingComponent"]),
        _ => candidate.FieldText(field.Split('.')),
    };
}
