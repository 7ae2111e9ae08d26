using EventExporter.Pipeline.Events;
using EventExporter.Query;

namespace EventExporter.History.Sqlite;

/// <summary>
/// The events of a query in order of time, chunk by chunk, so that no transaction stays open while somebody reads. Along the time it goes
/// in slices that grow while they are cheap: when time runs out, only the last slice has to be read again.
/// </summary>
internal sealed class EventScan
{
    private const int Chunk = 512;
    private static readonly TimeSpan Cheap = TimeSpan.FromMilliseconds(100);

    private readonly Ask _ask;
    private readonly bool _oldestFirst;
    private readonly SqlCondition _condition;
    private readonly Func<AnalyzedEvent, bool>? _predicate;
    private readonly WordIndex? _words;
    private readonly ScanPath _path;
    private readonly string _text;
    private readonly long _from;
    private readonly long _to;
    private long _slice = Rollups.Hour;
    private long _reading;

    public EventScan(Ask ask, EventQuery query, bool oldestFirst, ScanPosition position)
    {
        _ask = ask;
        _oldestFirst = oldestFirst;
        _condition = SqlCondition.Of(query.Root);
        _predicate = _condition.Exact ? null : EventPredicate.Of(new EventQuery { Root = query.Root }, analyzed => ReceiversOf(_reading));
        (_from, _to) = HistoryRange.Of(ask, query);
        _words = WordIndex.Find(ask, query.Root);
        _path = _words?.IsFew == true ? ScanPath.Words : ScanPlan.Choose(ask, _condition, query.Root, _from, _to);
        var (order, beyond) = oldestFirst ? ("ASC", ">") : ("DESC", "<");
        _text = $"""
            SELECT e.seq, e.at FROM {(_path == ScanPath.Words ? WordIndex.Source : $"events e INDEXED BY {ScanPlan.Index(_path)}")}
            WHERE e.at >= $from AND e.at < $to AND (e.at {beyond} $at OR (e.at = $at AND e.seq {beyond} $seq)) AND {(_path == ScanPath.Incident ? "e.incident > 0 AND " : "")}{_condition.Text}
            ORDER BY e.at {order}, e.seq {order} LIMIT $limit
            """;
        Position = position;
    }

    /// <summary>Behind what was read.</summary>
    public ScanPosition Position { get; private set; }

    /// <summary>Everything of the range was read.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Up to <paramref name="most"/> events; fewer only at the end, or when the budget is used up.</summary>
    public List<HistoryEvent> Read(int most)
    {
        var found = new List<HistoryEvent>();
        while (found.Count < most && !IsDone && _ask.Spend(0))
        {
            var (from, to) = Slice();
            var started = _ask.Elapsed;
            if (!ReadSlice(from, to, most, found))
                break;
            if (_ask.Elapsed - started < Cheap)
                _slice = Math.Min(_slice * 2, 100_000 * Rollups.Hour);
        }

        return found;
    }

    private bool ReadSlice(long from, long to, int most, List<HistoryEvent> found)
    {
        while (found.Count < most)
        {
            var limit = _predicate is null ? Math.Min(Chunk, most - found.Count) : Chunk;
            if (Rows(from, to, limit) is not { } rows)
                return false;
            if (!Take(rows, most, found))
                return false;
            if (rows.Count == limit || Position != rows.DefaultIfEmpty(Position).Last())
                continue;
            EndSlice(from, to);
            return true;
        }

        return true;
    }

    /// <summary>False: the budget is used up.</summary>
    private bool Take(List<ScanPosition> rows, int most, List<HistoryEvent> found)
    {
        foreach (var row in rows)
        {
            if (found.Count == most)
                return true;
            if (!_ask.Spend(1))
                return false;
            _reading = row.Sequence;
            var analyzed = _words?.MayHold(row.Sequence) == false ? null : _ask.Read(row.Sequence);
            var passes = analyzed is not null && (_predicate is null || _predicate(analyzed));
            // The time was over before all of it was known: it is looked at again by whoever goes on from here.
            if (_ask.Partial is not null)
                return false;
            Position = row;
            if (passes)
                found.Add(new HistoryEvent(row.Sequence, analyzed!));
        }

        return true;
    }

    private List<ScanPosition>? Rows(long from, long to, int limit)
    {
        using var command = _ask.Command(
            _text, _condition, ("$from", from), ("$to", to), ("$at", Position.At), ("$seq", Position.Sequence), ("$limit", limit), ("$blocks", _words?.Json ?? ""));
        var rows = _ask.Rows(command, static row => new ScanPosition(row.GetInt64(1), row.GetInt64(0)));
        return _ask.Partial is null ? rows : null;
    }

    private (long From, long To) Slice()
    {
        if (_path != ScanPath.Time)
            return (_from, _to);
        return _oldestFirst
            ? (Math.Max(_from, Position.At), Math.Min(_to, Math.Max(_from, Position.At) + _slice))
            : (Math.Max(_from, Math.Min(_to, Position.At == long.MaxValue ? _to : Position.At + 1) - _slice), Math.Min(_to, Position.At == long.MaxValue ? _to : Position.At + 1));
    }

    private void EndSlice(long from, long to)
    {
        IsDone = _oldestFirst ? to >= _to : from <= _from;
        // Everything in the slice is behind us, also where it held nothing.
        Position = _oldestFirst ? new ScanPosition(to, long.MinValue) : new ScanPosition(from, long.MinValue);
    }

    private List<string> ReceiversOf(long sequence)
    {
        using var command = _ask.Command("SELECT v.name FROM receipts r JOIN receivers v ON v.id = r.receiver WHERE r.seq = $seq AND r.outcome = 0", null, ("$seq", sequence));
        return _ask.Rows(command, static row => row.GetString(0));
    }
}
