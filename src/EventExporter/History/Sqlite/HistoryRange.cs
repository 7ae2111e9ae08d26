using EventExporter.Query;

namespace EventExporter.History.Sqlite;

/// <summary>The range of a query in milliseconds since 1970, [from, to): where it is open, up to the first and the last event.</summary>
internal static class HistoryRange
{
    public static (long From, long To) Of(Ask ask, EventQuery query)
    {
        var from = query.Since is { } since ? since.ToUnixTimeMilliseconds() : long.MinValue;
        var to = query.Until is { } until ? until.ToUnixTimeMilliseconds() : long.MaxValue;
        from = Math.Max(from, ask.Number("SELECT min(at) FROM events") ?? 0);
        to = Math.Min(to, (ask.Number("SELECT max(at) FROM events") ?? -1) + 1);
        return (from, Math.Max(from, to));
    }
}
