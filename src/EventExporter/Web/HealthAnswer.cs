using System.Text;
using EventExporter.Telemetry;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Web;

/// <summary>Answers a probe: 200 or 503, with every part and how it is; the worst first, as text or (<c>Accept: application/json</c>) as JSON.</summary>
internal static class HealthAnswer
{
    public static IResult To(HttpRequest request, HealthBoard health, HealthQuestion question)
    {
        var parts = health.Reports
            .OrderByDescending(p => p.Value.State).ThenBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new Part(p.Key, NameOf(p.Value.State), p.Value.Detail))
            .ToArray();
        var worst = parts.Length > 0 ? health.Reports.Values.Max(r => r.State) : HealthState.NotReady;
        var ok = worst < (question == HealthQuestion.Ready ? HealthState.NotReady : HealthState.Failed);
        var status = ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
            ? Results.Json(new Answer(ok, NameOf(worst), parts), JsonOptions, statusCode: status)
            : Results.Text(Text(worst, parts), "text/plain; charset=utf-8", statusCode: status);
    }

    private static readonly System.Text.Json.JsonSerializerOptions JsonOptions = new(System.Text.Json.JsonSerializerDefaults.Web);

    private static string Text(HealthState worst, IReadOnlyList<Part> parts)
    {
        var text = new StringBuilder().Append(NameOf(worst)).Append('\n');
        foreach (var part in parts)
            text.Append(part.Name).Append(": ").Append(part.State).Append(part.Detail.Length > 0 ? ", " : "").Append(part.Detail).Append('\n');
        if (parts.Count == 0)
            text.Append("starting: no part has reported yet\n");
        return text.ToString();
    }

    private static string NameOf(HealthState state) => state switch
    {
        HealthState.Ok => "ok",
        HealthState.Degraded => "degraded",
        HealthState.NotReady => "not ready",
        _ => "failed",
    };

    private sealed record Answer(bool Ok, string State, IReadOnlyList<Part> Parts);

    private sealed record Part(string Name, string State, string Detail);
}
