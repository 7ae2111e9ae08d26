using System.Text.Json;
using EventExporter.Configuration.Values;
using EventExporter.History;
using EventExporter.Query;
using EventExporter.Web.Access;
using EventExporter.Web.Api.Asking;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>How much the history holds.</summary>
internal static class StatsEndpoints
{
    /// <summary>What the rate is over, as in the history's own.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("getStats", "GET", "/api/v1/stats", ApiAccess.Read, "How much the history holds, how it grows and how long it keeps what.")
        {
            Answer = "Stats",
            Handle = AnswerAsync,
        },
    ];

    private static async Task AnswerAsync(ApiCall call)
    {
        var stats = await call.AskAsync((history, cancellation) => history.StatsAsync(cancellation));
        if (!call.Caller.IsScoped)
        {
            await ApiAnswer.WriteValueAsync(call, json => HistoryJson.Write(json, stats));
            return;
        }

        var own = call.Caller.Narrow(EventQuery.Everything);
        var (oldest, newest) = (await EdgeAsync(call, own, oldestFirst: true), await EdgeAsync(call, own, oldestFirst: false));
        var all = await SumAsync(call, own);
        var recent = newest is { } end ? await SumAsync(call, own.And(new EventQuery { Since = end - Recent })) : default;
        await ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteNumber("events", all.Events);
            json.WriteNumber("occurrences", all.Count);
            json.WriteTimeOrNull("oldest", oldest);
            json.WriteTimeOrNull("newest", newest);
            // What the file holds is of all namespaces.
            json.WriteNull("bytes");
            json.WriteNull("bytesPerEvent");
            json.WriteNumber("ratePerSecond", Math.Round(recent.Events / Recent.TotalSeconds, 2));
            WriteRetention(json, stats.Retention, call.Caller);
            json.WriteBoolean("fullText", stats.FullText);
            json.WriteNull("position");
            json.WriteString("notice", stats.Notice);
        });
    }

    private static async Task<DateTimeOffset?> EdgeAsync(ApiCall call, EventQuery query, bool oldestFirst)
    {
        var page = await call.AskAsync((history, cancellation) => history.PageAsync(new PageRequest(query) { Limit = 1, OldestFirst = oldestFirst }, cancellation));
        return page.Events.Count > 0 ? page.Events[0].Event.Event.LastSeen : null;
    }

    private static async Task<(long Count, long Events)> SumAsync(ApiCall call, EventQuery query)
    {
        var answer = await call.AskAsync((history, cancellation) => history.AggregateAsync(new AggregateRequest(query), cancellation));
        return answer.Groups.Count > 0 ? (answer.Groups[0].Count, answer.Groups[0].Events) : default;
    }

    private static void WriteRetention(Utf8JsonWriter json, RetentionRules rules, Caller caller)
    {
        json.WriteStartObject("retention");
        json.WriteString("age", Duration.Format(rules.Age));
        json.WriteNumber("sizeBytes", rules.Size);
        json.WriteStartObject("types");
        foreach (var (type, age) in rules.Types)
            json.WriteString(type, Duration.Format(age));
        json.WriteEndObject();
        json.WriteStartObject("namespaces");
        foreach (var (name, age) in rules.Namespaces.Where(rule => caller.Sees(rule.Key)))
            json.WriteString(name, Duration.Format(age));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
