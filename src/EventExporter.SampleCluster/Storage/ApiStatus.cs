using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Storage;

/// <summary>A failure as the API server reports it: the <c>Status</c> object of meta/v1. Texts are those of apimachinery's errors package.</summary>
public sealed record ApiStatus(int Code, string Reason, string Message)
{
    public JsonObject? Details { get; init; }

    /// <summary>The token that a list may go on with after its own has expired.</summary>
    public string? Continue { get; init; }

    public static ApiStatus NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.QualifiedPlural} \"{name}\" not found") { Details = NameOf(kind, name) };

    public static ApiStatus NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource") { Details = [] };

    public static ApiStatus AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.QualifiedPlural} \"{name}\" already exists") { Details = NameOf(kind, name) };

    public static ApiStatus Conflict(ResourceKind kind, string name) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{name}\": the object has been modified; please apply your changes to the latest version and try again")
        {
            Details = NameOf(kind, name),
        };

    public static ApiStatus Expired(string message) => new(410, "Expired", message);

    public static ApiStatus BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiStatus Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiStatus Forbidden(ResourceKind kind, string user, string verb, string? ns, string? name)
    {
        var target = name is null ? kind.QualifiedPlural : $"{kind.QualifiedPlural} \"{name}\"";
        var scope = ns is null ? "at the cluster scope" : $"in the namespace \"{ns}\"";
        return new(403, "Forbidden", $"{target} is forbidden: User \"{user}\" cannot {verb} resource \"{kind.Plural}\" in API group \"{kind.Group}\" {scope}")
        {
            Details = NameOf(kind, name),
        };
    }

    public static ApiStatus MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource") { Details = [] };

    public static ApiStatus NotAcceptable() =>
        new(406, "NotAcceptable", "only the following media types are accepted: application/json, application/json;stream=watch") { Details = [] };

    public static ApiStatus UnsupportedMediaType(string accepted) =>
        new(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {accepted}") { Details = [] };

    public static ApiStatus Invalid(string kind, string group, string name, IReadOnlyList<FieldProblem> problems)
    {
        var texts = problems.Select(p => p.Text).ToArray();
        var all = texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        var details = new JsonObject { ["name"] = name, ["group"] = group, ["kind"] = kind, ["causes"] = new JsonArray([.. problems.Select(p => p.ToCause())]) };
        if (name.Length == 0)
            details.Remove("name");
        if (group.Length == 0)
            details.Remove("group");
        return new(422, "Invalid", $"{qualified} \"{name}\" is invalid: {all}") { Details = details };
    }

    public static ApiStatus TooLargeResourceVersion(long asked, long current) =>
        new(504, "Timeout", $"Too large resource version: {asked}, current: {current}")
        {
            Details = new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                ["retryAfterSeconds"] = 1,
            },
        };

    public static ApiStatus InternalError(string message) =>
        new(500, "InternalError", "Internal error occurred: " + message)
        {
            Details = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) },
        };

    public JsonObject ToJson()
    {
        var metadata = new JsonObject();
        if (Continue is not null)
            metadata["continue"] = Continue;
        var json = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = Reason,
        };
        if (Details is not null)
            json["details"] = Details.DeepClone();
        json["code"] = Code;
        return json;
    }

    private static JsonObject NameOf(ResourceKind kind, string? name)
    {
        var details = new JsonObject();
        if (name is not null)
            details["name"] = name;
        if (kind.Group.Length > 0)
            details["group"] = kind.Group;
        details["kind"] = kind.Plural;
        return details;
    }
}
