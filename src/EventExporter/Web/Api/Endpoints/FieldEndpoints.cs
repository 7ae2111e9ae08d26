using System.Text.Json;
using EventExporter.Configuration.Problems;
using EventExporter.History;
using EventExporter.Query;
using EventExporter.Web.Access;
using EventExporter.Web.Api.Asking;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>What can be asked for: for completion.</summary>
internal static class FieldEndpoints
{
    private const int MaxValues = 1000;

    /// <summary>So many of the newest events tell which labels there are.</summary>
    private const int Looked = 300;
    private const int MostKeys = 50;

    private static readonly string[] Spans = ["15m", "1h", "6h", "24h", "7d"];
    private static readonly (string Name, string Description)[] Times = [("since", "from when on: 2h, 2026-01-31"), ("until", "up to when: 2h, 2026-01-31")];

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("listFields", "GET", "/api/v1/fields", ApiAccess.Read, "The fields that queries can name, with the labels, annotations and details of recent events.")
        {
            Answer = "Fields",
            Handle = ListAsync,
        },
        new("listFieldValues", "GET", "/api/v1/fields/{name}/values", ApiAccess.Read, "The commonest values of a field with their counts, and those it could have where they are known.")
        {
            Parameters =
            [
                ApiParameter.Path("name", "string", "The field, such as reason or label.app; a slash in it as %2F."),
                Questions.Query,
                ApiParameter.Number("limit", 50, MaxValues, "How many."),
            ],
            Answer = "FieldValues",
            Handle = ValuesAsync,
        },
    ];

    private static async Task ListAsync(ApiCall call)
    {
        var recent = await RecentAsync(call);
        await ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("fields");
            foreach (var field in QueryFields.All.Where(static field => !field.IsMap))
                Write(json, field.Name, field.Description, field.Kind, Questions.CanGroup(field), field.Values);
            foreach (var field in QueryFields.All.Where(static field => field.IsMap))
            {
                foreach (var key in Keys(field, recent))
                    Write(json, $"{field.Name}.{key}", field.Description, field.Kind, groupable: true, []);
                Write(json, field.Name + ".", field.Description, field.Kind, groupable: false, []);
            }

            foreach (var (name, description) in Times)
                Write(json, name, description, QueryFieldKind.Time, groupable: false, Spans);
            json.WriteEndArray();
        });
    }

    /// <summary>None where the history cannot be asked: the fields themselves are known without.</summary>
    private static async Task<IReadOnlyList<HistoryEvent>> RecentAsync(ApiCall call)
    {
        if (call.Sources.History.IfAny is null)
            return [];
        try
        {
            var request = new PageRequest(call.Caller.Narrow(EventQuery.Everything)) { Limit = Looked };
            return (await call.AskAsync((history, cancellation) => history.PageAsync(request, cancellation))).Events;
        }
        catch (HistoryUnavailableException)
        {
            return [];
        }
    }

    /// <summary>Those that most events have; what cannot be written in a query as it is is left out.</summary>
    private static IEnumerable<string> Keys(QueryField field, IReadOnlyList<HistoryEvent> events) => events
        .SelectMany(found => field.ReadMap!(found.Event).Keys)
        .Where(static key => key.Length > 0 && key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/'))
        .GroupBy(static key => key, StringComparer.Ordinal)
        .OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key, StringComparer.Ordinal)
        .Take(MostKeys).Select(static group => group.Key);

    private static void Write(Utf8JsonWriter json, string name, string description, QueryFieldKind kind, bool groupable, IReadOnlyList<string> values)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("description", description);
        json.WriteString("type", JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));
        json.WriteTexts("operators", Times.Any(time => time.Name == name) ? ["="] : QueryOperators.Of(kind).Select(QueryOperators.Text));
        json.WriteBoolean("groupable", groupable);
        json.WriteTexts("values", values);
        json.WriteEndObject();
    }

    private static async Task ValuesAsync(ApiCall call)
    {
        var (name, query, limit) = (call.Text("name").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), call.ReadQuery(), call.Number("limit", MaxValues));
        call.Check();
        var known = Times.Any(time => time.Name == name) ? Spans : QueryFields.Find(name) is { } path ? Known(call, path.Field) : throw NoField(name);
        var counted = QueryFields.Find(name) is { } field && Questions.CanGroup(field.Field)
            ? await call.AskAsync((history, cancellation) => history.ValuesAsync(field, query, limit, cancellation))
            : new FieldValues([], null);
        await ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("values");
            foreach (var (value, count) in counted.Values.Where(static v => v.Value.Length > 0))
                Write(json, value, count);
            foreach (var value in known.Except(counted.Values.Select(static v => v.Value)).Take(limit))
                Write(json, value, null);
            json.WriteEndArray();
            json.WritePartial(counted.Partial);
        });
    }

    private static void Write(Utf8JsonWriter json, string value, long? count)
    {
        json.WriteStartObject();
        json.WriteString("value", value);
        if (count is { } number)
            json.WriteNumber("count", number);
        json.WriteEndObject();
    }

    /// <summary>The values that are known without the events.</summary>
    private static IReadOnlyList<string> Known(ApiCall call, QueryField field) =>
        field == QueryFields.Receiver ? call.Sources.Routes.Receivers : field.Kind == QueryFieldKind.Time ? Spans : field.Values;

    private static ApiProblem NoField(string name) =>
        ApiProblem.NotFound($"There is no field '{ApiCall.Shorten(name)}'{(Suggestion.Nearest(name.Length > 100 ? "" : name, QueryFields.Names) is { } near ? $"; did you mean '{near}'?" : "; /api/v1/fields lists them.")}");
}
