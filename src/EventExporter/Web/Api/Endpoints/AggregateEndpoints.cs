using EventExporter.History;
using EventExporter.Query;
using EventExporter.Web.Api.Asking;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>How many events there were, in groups.</summary>
internal static class AggregateEndpoints
{
    private const int MaxFields = 8;
    private const int MaxGroups = 1000;

    /// <summary>Groups times buckets.</summary>
    private const int MaxRows = 50_000;

    private static readonly TimeSpan LongestBucket = TimeSpan.FromDays(366);
    private static readonly string[] Metrics = [.. Enum.GetNames<AggregateMetric>().Select(static name => name.ToLowerInvariant())];

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("aggregate", "GET", "/api/v1/aggregate", ApiAccess.Read, "Counts of events in groups by fields and by spans of time. Counts are true: sums of what each record adds.")
        {
            Parameters =
            [
                Questions.Query,
                ApiParameter.Text("by", $"Names of up to {MaxFields} fields with commas between them. Left out: one group of all."),
                ApiParameter.Text("bucket", "Count by spans of this length, such as 5m, 1h or 1d; at least 1s. They begin at multiples of it since 1970 in UTC. Those without events are left out."),
                ApiParameter.Text("metrics", $"What is reckoned, with commas between: {string.Join(", ", Metrics)}.") with { Default = "count" },
                ApiParameter.Number("limit", 50, MaxGroups, "How many groups, buckets not counted; 'otherGroups' says how many were left out."),
                ApiParameter.Choice("order", "The metric by which groups are ranked; with '-' the largest first.", "-count", [.. Metrics.SelectMany(static m => new[] { "-" + m, m }).Skip(1)]),
            ],
            Answer = "Aggregate",
            Handle = AggregateAsync,
        },
    ];

    private static async Task AggregateAsync(ApiCall call)
    {
        var names = call.ReadList("by", MaxFields);
        var order = call.Word("order");
        var request = new AggregateRequest(call.ReadQuery())
        {
            By = [.. names.Select(name => call.ReadField("by", name)).OfType<FieldPath>()],
            Bucket = call.ReadDuration("bucket", TimeSpan.FromSeconds(1), LongestBucket),
            Metrics = ReadMetrics(call, names),
            Limit = call.Number("limit", MaxGroups),
            Order = Enum.TryParse<AggregateMetric>(order.TrimStart('-'), ignoreCase: true, out var metric) ? metric : AggregateMetric.Count,
            Descending = order.StartsWith('-'),
        };
        call.Check();
        var answer = await call.AskAsync((history, cancellation) => history.AggregateAsync(request, cancellation));
        if (answer.Groups.Count > MaxRows)
            throw ApiProblem.BadRequest($"The answer would have {answer.Groups.Count} rows, groups times buckets; {MaxRows} are the most. Choose a longer bucket, a shorter range or a lower limit.");
        await ApiAnswer.WriteValueAsync(call, json => HistoryJson.Write(json, request, names, answer));
    }

    private static List<AggregateMetric> ReadMetrics(ApiCall call, IReadOnlyList<string> fields)
    {
        var metrics = new List<AggregateMetric>();
        foreach (var name in call.ReadList("metrics", Metrics.Length) is { Count: > 0 } given ? given : ["count"])
        {
            if (!Metrics.Contains(name, StringComparer.Ordinal))
                call.Wrong("metrics", $"there is no metric '{ApiCall.Shorten(name)}'", $"known: {string.Join(", ", Metrics)}");
            else if (fields.Contains(name, StringComparer.Ordinal))
                call.Wrong("metrics", $"'{name}' is a field of the groups, too", "ask for 'events' instead, or for groups by another field");
            else
                metrics.Add(Enum.Parse<AggregateMetric>(name, ignoreCase: true));
        }

        return metrics;
    }
}
