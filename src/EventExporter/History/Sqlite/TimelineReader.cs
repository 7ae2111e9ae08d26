using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.History.Sqlite;

/// <summary>An object's lanes: itself, its owners from the nearest up, what it owns, its node.</summary>
internal sealed class TimelineReader(Ask ask, TimelineRequest request, IReadOnlyList<Gap> gaps, DateTimeOffset now)
{
    private const int MostRowsOfALane = 200_000;
    private static readonly long Pause = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;

    private readonly long _from = request.Since.ToUnixTimeMilliseconds();
    private readonly long _to = (request.Until ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds();
    private readonly DateTimeOffset _end = request.Until ?? now;

    public Timeline Read()
    {
        var self = Find(request.Object.Kind, request.Object.Namespace, request.Object.Name);
        if (self.Count == 0)
            return new Timeline(request.Object, request.Since, _end, [], Gaps(), ask.Partial);

        var about = self[^1].Object;
        var newest = Newest(self);
        List<TimelineLane> lanes = [Lane(about, TimelineRelation.Self, self)];
        foreach (var owner in newest?.Object.OwnerChain ?? [])
            Add(lanes, new TimelineObject(owner.Kind, about.Namespace, owner.Name), TimelineRelation.Owner);
        foreach (var owned in Owned(about, newest))
            Add(lanes, owned, TimelineRelation.Owned);
        foreach (var node in self.Select(static row => row.Node).Where(static node => node.Length > 0).Distinct(StringComparer.Ordinal).Reverse().Take(3))
            Add(lanes, new TimelineObject("Node", "", node), TimelineRelation.Node);
        return new Timeline(about, request.Since, _end, lanes, Gaps(), ask.Partial);
    }

    private IReadOnlyList<Gap> Gaps() => [.. gaps.Where(gap => gap.To >= request.Since && gap.From <= _end).OrderBy(static gap => gap.From)];

    private void Add(List<TimelineLane> lanes, TimelineObject about, TimelineRelation relation)
    {
        if (!IsShown(about) || lanes.Count >= request.Lanes || lanes.Exists(lane => lane.Object == about))
            return;
        var rows = Find(about.Kind, about.Namespace, about.Name);
        var lane = Lane(about, relation, rows);
        // Owners and the node belong to the picture also where nothing happened to them.
        if (relation != TimelineRelation.Owned || lane.Events.Count > 0)
            lanes.Add(lane);
    }

    private bool IsShown(TimelineObject about) => request.Namespaces?.Contains(about.Namespace, StringComparer.Ordinal) != false;

    /// <summary>By the owner at the top; for one amid a chain, those of them that have it in theirs.</summary>
    private IEnumerable<TimelineObject> Owned(TimelineObject about, AnalyzedEvent? newest)
    {
        var top = newest?.Object.RootOwner;
        var rows = Objects(
            "o.owner = $name AND o.owner_kind = $kind AND o.namespace = $namespace ORDER BY o.id DESC LIMIT 2000",
            ("$name", top?.Name ?? about.Name), ("$kind", top?.Kind ?? about.Kind), ("$namespace", about.Namespace));
        foreach (var group in rows.Where(row => row.Object != about).GroupBy(static row => row.Object).Take(200))
        {
            if (top is null || Newest([.. group])?.Object.OwnerChain.Any(owner => owner.Kind == about.Kind && owner.Name == about.Name) == true)
                yield return group.Key;
        }
    }

    private List<ObjectRow> Find(string kind, string @namespace, string name) => Objects(
        "o.name = $name AND o.kind = $kind COLLATE NOCASE AND ($namespace = '' OR o.namespace = $namespace) ORDER BY o.id",
        ("$name", name), ("$kind", kind), ("$namespace", @namespace));

    private List<ObjectRow> Objects(string where, params ReadOnlySpan<(string, object)> values)
    {
        using var command = ask.Command($"SELECT o.id, o.kind, o.namespace, o.name, o.node, o.deleted FROM objects o WHERE {where}", null, values);
        var rows = ask.Rows(command, static row => new ObjectRow(
            row.GetInt64(0), new TimelineObject(row.GetString(1), row.GetString(2), row.GetString(3)), row.GetString(4), row.GetInt64(5) != 0));
        return rows.FindAll(row => IsShown(row.Object));
    }

    private AnalyzedEvent? Newest(IReadOnlyList<ObjectRow> rows)
    {
        var sequences = rows
            .Select(row => ask.Number("SELECT max(seq) FROM (SELECT seq FROM events WHERE object = $id ORDER BY at DESC LIMIT 1)", null, ("$id", row.Id)) ?? 0);
        return sequences.DefaultIfEmpty().Max() is var newest and > 0 ? ask.Read(newest) : null;
    }

    private TimelineLane Lane(TimelineObject about, TimelineRelation relation, IReadOnlyList<ObjectRow> objects)
    {
        var rows = objects.SelectMany(Rows).OrderBy(static row => row.At).ThenBy(static row => row.Sequence).ToList();
        var events = rows.TakeLast(request.EventsPerLane)
            .Select(row => ask.Read(row.Sequence) is { } analyzed ? new HistoryEvent(row.Sequence, analyzed) : null).OfType<HistoryEvent>().ToList();
        return new TimelineLane(about, relation, Deleted(objects, events), Bars(rows), events);
    }

    private static bool Deleted(IReadOnlyList<ObjectRow> objects, List<HistoryEvent> events) =>
        events.Count > 0 ? events[^1].Event.Object.Deleted : objects.Count > 0 && objects[^1].Deleted;

    private List<Row> Rows(ObjectRow about)
    {
        using var command = ask.Command(
            """
            SELECT e.seq, e.at, e.delta, s.severity, s.reason FROM events e INDEXED BY events_by_object JOIN series s ON s.id = e.series
            WHERE e.object = $id AND e.at >= $from AND e.at < $to ORDER BY e.at DESC LIMIT $most
            """,
            null, ("$id", about.Id), ("$from", _from), ("$to", _to), ("$most", MostRowsOfALane));
        var rows = ask.Rows(command, static row => new Row(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), (Severity)row.GetInt64(3), row.GetString(4)));
        ask.Spend(rows.Count);
        return rows;
    }

    private static List<TimelineBar> Bars(List<Row> rows)
    {
        var bars = new List<TimelineBar>();
        foreach (var reason in rows.Where(static row => row.Severity >= Severity.Warning).GroupBy(static row => (row.Reason, row.Severity)))
        {
            var (start, end, count) = (long.MinValue, long.MinValue, 0L);
            void Close()
            {
                if (count > 0)
                    bars.Add(new TimelineBar(DateTimeOffset.FromUnixTimeMilliseconds(start), DateTimeOffset.FromUnixTimeMilliseconds(end), reason.Key.Severity, reason.Key.Reason, count));
            }

            foreach (var row in reason)
            {
                if (count > 0 && row.At - end > Pause)
                {
                    Close();
                    count = 0;
                }

                (start, end, count) = (count == 0 ? row.At : start, row.At, count + row.Delta);
            }

            Close();
        }

        return [.. bars.OrderBy(static bar => bar.From)];
    }

    private readonly record struct ObjectRow(long Id, TimelineObject Object, string Node, bool Deleted);

    private readonly record struct Row(long Sequence, long At, long Delta, Severity Severity, string Reason);
}
