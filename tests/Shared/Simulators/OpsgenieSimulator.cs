using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EventExporter.Testing.Simulators;

/// <summary>
/// Opsgenie's Alert API: requests are checked (key, sizes, words), taken on with 202, carried out later, and asked for by their id. An
/// open alert with the same alias is counted; a closed one is raised anew.
/// </summary>
internal sealed class OpsgenieSimulator : HttpSimulator
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _results = [];
    private readonly Dictionary<string, int> _questionsLeft = [];
    private int _ids;

    public string Key { get; set; } = "genie-key-1234";

    /// <summary>In front of <c>/v2</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>How often one asks in vain before a request has a result.</summary>
    public int VainQuestions { get; set; }

    /// <summary>The key may not ask for results.</summary>
    public bool IsWriteOnly { get; set; }

    /// <summary>The status that a request fails with when it is carried out; null: it succeeds.</summary>
    public Func<string, JsonObject, string?> Failure { get; set; } = static (_, _) => null;

    public List<Alert> Alerts { get; } = [];

    public List<string> Pings { get; } = [];

    public int Accepted { get; private set; }

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        int status;
        JsonObject answer;
        lock (_gate)
            (status, answer) = Answer(context.Request, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int Status, JsonObject Answer) Answer(HttpRequest request, byte[] body)
    {
        if (request.Headers.Authorization != $"GenieKey {Key}")
            return Error(401, "Could not authenticate");
        // As it was sent: an alias may hold what looks like an escaped character.
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        if (!raw.StartsWith($"{Prefix}/v2/", StringComparison.Ordinal))
            return Error(404, "No such resource");
        var parts = raw[(Prefix.Length + 4)..].Split('/');
        switch (request.Method, parts)
        {
            case ("GET", ["alerts", "requests", var id]):
                return IsWriteOnly ? Error(403, "You are not authorized to access this resource") : Result(id);
            case ("GET", ["heartbeats", var name, "ping"]):
                Pings.Add(Uri.UnescapeDataString(name));
                return (202, new JsonObject { ["result"] = "PONG - Heartbeat received" });
            case ("POST", ["alerts", ..]):
                return Take(request, parts, body);
            default:
                return Error(405, "Method not allowed");
        }
    }

    private (int Status, JsonObject Answer) Take(HttpRequest request, string[] parts, byte[] body)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true || Parse(body) is not { } json)
            return Error(415, "Content-Type must be application/json");
        var action = parts.Length == 1 ? "create" : parts[^1];
        if (action != "create" && request.Query["identifierType"] != "alias")
            return Error(404, "Alert with id does not exist");
        if (Problem(action, json) is { } problem)
            return Error(422, problem);
        Accepted++;
        var id = $"r-{++_ids}";
        var alias = action == "create" ? (string)json["alias"]! : Uri.UnescapeDataString(string.Join('/', parts[1..^1]));
        _questionsLeft[id] = VainQuestions;
        _results[id] = CarryOut(action, alias, json);
        return (202, new JsonObject { ["result"] = "Request will be processed", ["took"] = 0.1, ["requestId"] = id });
    }

    private JsonObject CarryOut(string action, string alias, JsonObject json)
    {
        var open = Alerts.Find(alert => alert.Alias == alias && alert.IsOpen);
        var failure = Failure(action, json) ?? (open is null && action != "create" ? "Alert does not exist" : null);
        if (failure is null)
        {
            switch (action)
            {
                case "notes":
                    open!.Notes.Add((string)json["note"]!);
                    break;
                case "close":
                    open!.IsOpen = false;
                    break;
                default:
                    if (open is null)
                        Alerts.Add(open = new Alert(alias, $"a-{_ids}", json));
                    open.Count++;
                    break;
            }
        }

        return new JsonObject { ["isSuccess"] = failure is null, ["status"] = failure ?? "done", ["alertId"] = open?.Id ?? "", ["alias"] = alias, ["action"] = action };
    }

    private (int Status, JsonObject Answer) Result(string id)
    {
        if (!_results.TryGetValue(id, out var result) || _questionsLeft[id]-- > 0)
            return Error(404, "Request not found. It might not be processed, yet.");
        return (200, new JsonObject { ["data"] = result.DeepClone(), ["requestId"] = id, ["took"] = 0.1 });
    }

    private static string? Problem(string action, JsonObject json)
    {
        if (action is "notes" && ((string?)json["note"] ?? "").Length is 0 or > 25_000)
            return "note is missing or too long";
        if (TooLong(json, ("source", 100), ("user", 100), ("note", 25_000), ("alias", 512), ("entity", 512), ("description", 15_000)) is { } field)
            return $"{field} is too long";
        if (action != "create")
            return action is "notes" or "close" ? null : "no such action";
        if (((string?)json["message"] ?? "").Length is 0 or > 130)
            return "Message can not be empty, and not be longer than 130 characters";
        if ((string?)json["priority"] is not (null or "P1" or "P2" or "P3" or "P4" or "P5"))
            return "Priority must be P1 to P5";
        if (json["tags"] is JsonArray tags && (tags.Count > 20 || tags.Any(tag => ((string)tag!).Length is 0 or > 50)))
            return "tags are too many or too long";
        if (json["actions"] is JsonArray actions && (actions.Count > 10 || actions.Any(name => ((string)name!).Length is 0 or > 50)))
            return "actions are too many or too long";
        if (json["details"] is JsonObject details && (details.Any(pair => pair.Value!.GetValueKind() != JsonValueKind.String) || details.Sum(pair => pair.Key.Length + ((string)pair.Value!).Length) > 8000))
            return "details are no texts or too long";
        return Recipients(json["responders"], "user", "team", "escalation", "schedule") ?? Recipients(json["visibleTo"], "user", "team");
    }

    private static string? TooLong(JsonObject json, params (string Name, int Longest)[] fields) =>
        fields.FirstOrDefault(field => ((string?)json[field.Name] ?? "").Length > field.Longest).Name;

    private static string? Recipients(JsonNode? list, params string[] types) => list switch
    {
        null => null,
        JsonArray { Count: > 50 } => "too many",
        JsonArray all => all.All(one => types.Contains((string?)one!["type"]) && (one["id"] ?? one["name"] ?? one["username"]) is not null) ? null : "a responder is not valid",
        _ => "responders is no list",
    };

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (int Status, JsonObject Answer) Error(int status, string message) =>
        (status, new JsonObject { ["message"] = message, ["took"] = 0.0, ["requestId"] = string.Create(CultureInfo.InvariantCulture, $"e-{status}") });

    internal sealed record Alert(string Alias, string Id, JsonObject Body)
    {
        public int Count { get; set; }

        public bool IsOpen { get; set; } = true;

        public List<string> Notes { get; } = [];
    }
}
