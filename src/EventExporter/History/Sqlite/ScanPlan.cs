using EventExporter.Query;

namespace EventExporter.History.Sqlite;

/// <summary>Chooses the way to the events of a condition by how many there are.</summary>
internal static class ScanPlan
{
    /// <summary>So many are sorted without anybody waiting; more are better found in order.</summary>
    private const long Few = 50_000;

    public static ScanPath Choose(Ask ask, SqlCondition condition, QueryNode? root, long from, long to)
    {
        if (NamesIncident(root))
            return ScanPath.Incident;
        var objects = condition.Objects is null ? Few + 1 : CountOfObjects(ask, condition, from, to);
        var series = condition.Series is null ? Few + 1 : CountOfSeries(ask, condition, from, to);
        if (Math.Min(objects, series) > Few)
            return ScanPath.Time;
        return objects <= series ? ScanPath.Objects : ScanPath.Series;
    }

    public static string Index(ScanPath path) => path switch
    {
        ScanPath.Series => "events_by_series",
        ScanPath.Objects => "events_by_object",
        ScanPath.Incident => "events_by_incident",
        _ => "events_by_time",
    };

    private static bool NamesIncident(QueryNode? root)
    {
        var parts = root is AndNode all ? all.Parts : root is null ? [] : [root];
        return parts.OfType<FieldNode>().Any(node =>
            node.Field.Field == QueryFields.Incident && node.Operator is (QueryOperator.Equal or QueryOperator.In) && !node.Values.Contains(""));
    }

    private static long CountOfObjects(Ask ask, SqlCondition condition, long from, long to) => ask.Number(
        $"SELECT count(*) FROM (SELECT 1 FROM events e INDEXED BY events_by_object WHERE e.object IN (SELECT o.id FROM objects o WHERE {condition.Objects}) AND e.at >= $from AND e.at < $to LIMIT {Few + 1})",
        condition, ("$from", from), ("$to", to)) ?? 0;

    /// <summary>From the hours: a little too many at the edges.</summary>
    private static long CountOfSeries(Ask ask, SqlCondition condition, long from, long to) => ask.Number(
        $"SELECT coalesce(sum(h.events), 0) FROM hours h WHERE h.at >= $from AND h.at < $to AND h.series IN (SELECT s.id FROM series s WHERE {condition.Series})",
        condition, ("$from", from - (from % Rollups.Hour)), ("$to", to)) ?? 0;
}
