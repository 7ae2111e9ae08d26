using System.Text.Json;
using EventExporter.Pipeline.Analysis.Alerts;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Rendering;
using EventExporter.Web.Access;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>What is found in the events that come in: patterns, and alerts of rules.</summary>
internal static class FindingEndpoints
{
    private const int MaxShown = 1000;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("listPatterns", "GET", "/api/v1/patterns", ApiAccess.Read, "Similar events that come again and again at this time, the most frequent first.")
        {
            Parameters = [ApiParameter.Number("limit", 100, MaxShown, "How many.")],
            Answer = "Patterns",
            Handle = PatternsAsync,
        },
        new("listAlerts", "GET", "/api/v1/alerts", ApiAccess.Read, "Alerts that are firing or about to, firing ones first, then by severity and age.")
        {
            Parameters = [ApiParameter.Number("limit", 100, MaxShown, "How many.")],
            Answer = "Alerts",
            Handle = AlertsAsync,
        },
    ];

    private static Task PatternsAsync(ApiCall call)
    {
        var limit = call.Number("limit", MaxShown);
        call.Check();
        var patterns = (call.Sources.Patterns ?? throw NothingLooked()).Current();
        return ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("patterns");
            foreach (var pattern in patterns.Where(call.Caller.Sees).Take(limit))
                Write(json, pattern);
            json.WriteEndArray();
        });
    }

    private static Task AlertsAsync(ApiCall call)
    {
        var limit = call.Number("limit", MaxShown);
        call.Check();
        var alerts = (call.Sources.Alerts ?? throw NothingLooked()).Current();
        return ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("alerts");
            foreach (var alert in alerts.Where(alert => call.Caller.SeesGroup(alert.Labels)).Take(limit))
                Write(json, alert);
            json.WriteEndArray();
        });
    }

    private static ApiProblem NothingLooked() => new(501, "This exporter looks for no patterns and no alerts.");

    /// <summary>The key is <c>reason:kind:namespace</c>; only the reason may hold a colon itself.</summary>
    private static void Write(Utf8JsonWriter json, PatternFinding pattern)
    {
        var parts = pattern.Key.Split(':');
        json.WriteStartObject();
        json.WriteString("key", pattern.Key);
        json.WriteString("reason", string.Join(':', parts[..^Math.Min(2, parts.Length)]));
        json.WriteString("kind", parts.Length > 1 ? parts[^2] : "");
        json.WriteString("namespace", parts[^1]);
        json.WriteNumber("count", pattern.Count);
        json.WriteTime("first", pattern.First);
        json.WriteTime("last", pattern.Last);
        json.WriteNumber("frequency", Math.Round(pattern.Frequency, 3));
        IncidentJson.Write(json, "samples", pattern.Samples);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AlertStatus alert)
    {
        json.WriteStartObject();
        json.WriteString("name", alert.Name);
        json.WriteString("state", alert.State);
        json.WriteStartObject("labels");
        foreach (var (name, value) in alert.Labels)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteNumber("value", alert.Value);
        json.WriteTime("since", alert.Since);
        json.WriteString("severity", Names.Of(alert.Severity));
        json.WriteString("summary", alert.Summary);
        json.WriteEndObject();
    }
}
