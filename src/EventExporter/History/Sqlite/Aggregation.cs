using System.Globalization;
using EventExporter.Pipeline.Events;
using EventExporter.Query;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>
/// Sums over groups. From the sums by minute and hour where condition and groups are of series alone, with the events themselves at the
/// edges; else from the rows of the events; and event by event where only the stored event tells. All three give the same numbers.
/// </summary>
internal sealed class Aggregation
{
    private const int MostSlices = 48;

    private readonly Ask _ask;
    private readonly AggregateRequest _request;
    private readonly SqlCondition _condition;
    private readonly GroupSums _sums;
    private readonly long _from;
    private readonly long _to;
    private readonly long _bucket;
    private readonly bool _objects;

    private Aggregation(Ask ask, AggregateRequest request)
    {
        _ask = ask;
        _request = request;
        _condition = SqlCondition.Of(request.Query.Root);
        _sums = new GroupSums(ask);
        (_from, _to) = HistoryRange.Of(ask, request.Query);
        _bucket = (long)(request.Bucket?.TotalMilliseconds ?? 0);
        _objects = request.Metrics.Contains(AggregateMetric.Objects) || request.Order == AggregateMetric.Objects;
    }

    public static AggregateAnswer Run(Ask ask, AggregateRequest request)
    {
        Check(request);
        var aggregation = new Aggregation(ask, request);
        aggregation.Sum();
        return aggregation._sums.Answer(request, request.Query.Since?.ToUnixTimeMilliseconds() ?? aggregation._from, request.Query.Until?.ToUnixTimeMilliseconds() ?? aggregation._to);
    }

    private static void Check(AggregateRequest request)
    {
        if (request.Bucket is { } bucket && bucket < TimeSpan.FromSeconds(1))
            throw new HistoryRequestException("A bucket is at least one second long.");
        if (request.By.FirstOrDefault(static path => path.Field.HistoryOnly || path.Field.Kind == QueryFieldKind.Time) is { } field)
            throw new HistoryRequestException($"Events cannot be grouped by '{field.Name}'.");
    }

    private void Sum()
    {
        var bySeries = _request.By.All(static path => SqlColumn.Of(path.Field).Source == SqlSource.Series);
        if (!_condition.Exact || _request.By.Any(static path => SqlColumn.Of(path.Field).Source == SqlSource.Payload))
            SumOneByOne();
        else if (bySeries && _condition.SeriesOnly && !_objects)
            SumRollups();
        else
            SumRows("events", _from, _to);
    }

    private void SumOneByOne()
    {
        var scan = new EventScan(_ask, _request.Query, oldestFirst: false, ScanPosition.Start(oldestFirst: false));
        var objects = new Dictionary<ObjectReference, long>();
        while (!scan.IsDone && _ask.Partial is null)
        {
            foreach (var (_, analyzed) in scan.Read(1000))
            {
                var at = Math.Max(0, analyzed.Event.LastSeen.ToUnixTimeMilliseconds());
                _sums.Add(_bucket == 0 ? 0 : at - (at % _bucket), [.. _request.By.Select(path => path.Read(analyzed))], analyzed.Event.Delta, 1, _objects ? Number(objects, analyzed) : null);
            }
        }
    }

    private static long Number(Dictionary<ObjectReference, long> objects, AnalyzedEvent analyzed)
    {
        var about = analyzed.Event.InvolvedObject;
        var key = new ObjectReference { Kind = about.Kind, Namespace = about.Namespace, Name = about.Name, Uid = about.Uid };
        if (objects.TryGetValue(key, out var number))
            return number;
        return objects[key] = objects.Count;
    }

    /// <summary>Events up to the first whole minute, minutes up to the first whole hour, hours, and back.</summary>
    private void SumRollups()
    {
        var hours = _bucket % Rollups.Hour == 0;
        var minutes = _bucket % Rollups.Minute == 0;
        Split("hours", hours ? Rollups.Hour : 0, _from, _to, (from, to) =>
            Split("minutes", minutes ? Rollups.Minute : 0, from, to, (start, end) => SumRows("events", start, end)));
    }

    private void Split(string table, long unit, long from, long to, Action<long, long> rest)
    {
        var (first, last) = unit == 0 ? (to, to) : (from + ((unit - (from % unit)) % unit), to - (to % unit));
        if (unit == 0 || first >= last)
        {
            rest(from, to);
            return;
        }

        rest(last, to);
        SumRows(table, first, last);
        rest(from, first);
    }

    /// <summary>In slices, newest first: when time runs out, what is reckoned is right for the newest part.</summary>
    private void SumRows(string table, long from, long to)
    {
        if (from >= to)
            return;
        var unit = table == "events" ? 1 : table == "minutes" ? Rollups.Minute : Rollups.Hour;
        var slices = table == "events" ? MostSlices : 4;
        var step = Math.Max(unit, (to - from) / slices / unit * unit);
        using var command = Command(table);
        for (var end = to; end > from && _ask.Spend(0); end -= step)
        {
            command.Parameters["$from"].Value = Math.Max(from, end - step);
            command.Parameters["$to"].Value = end;
            _ask.TryRun(() => Read(command));
        }
    }

    private SqliteCommand Command(string table)
    {
        var events = table == "events";
        var columns = _request.By.Select(static path => ColumnOf(path)).ToList();
        var parameters = new List<(string, object)> { ("$from", 0L), ("$to", 0L), ("$bucket", Math.Max(1, _bucket)) };
        for (var i = 0; i < columns.Count; i++)
        {
            if (_request.By[i].Key is not { } key)
                continue;
            columns[i] = $"coalesce((SELECT j.value FROM json_each({columns[i]}) j WHERE j.key = $k{i}), '')";
            parameters.Add(($"$k{i}", key));
        }

        var from = Joins(columns);
        var bucket = _bucket == 0 ? "0" : "e.at - e.at % $bucket";
        var sums = events ? "sum(e.delta), count(*)" : "sum(e.count), sum(e.events)";
        var groups = string.Join(", ", Enumerable.Range(1, 1 + columns.Count + (_objects ? 1 : 0)));
        var index = events ? $" INDEXED BY {Index()}" : "";
        var text = $"SELECT {string.Join(", ", [bucket, .. columns])}{(_objects ? ", o.same" : "")}, {sums} FROM {table} e{index}{from} WHERE e.at >= $from AND e.at < $to AND {_condition.Text} GROUP BY {groups}";
        return _ask.Command(text, _condition, [.. parameters]);
    }

    private string Index()
    {
        var path = ScanPlan.Choose(_ask, _condition, _request.Query.Root, _from, _to);
        return path == ScanPath.Incident ? "events_by_time" : ScanPlan.Index(path);
    }

    private string Joins(List<string> columns)
    {
        var joins = "";
        if (columns.Exists(static column => column.Contains("s.", StringComparison.Ordinal)))
            joins += " JOIN series s ON s.id = e.series";
        if (_objects || columns.Exists(static column => column.Contains("o.", StringComparison.Ordinal)))
            joins += " JOIN objects o ON o.id = e.object";
        if (columns.Exists(static column => column.Contains("i.name", StringComparison.Ordinal)))
            joins += " JOIN incidents i ON i.id = e.incident";
        return joins;
    }

    private static string ColumnOf(FieldPath path) => path.Field == QueryFields.Incident ? "i.name" : SqlColumn.Of(path.Field).Text;

    private void Read(SqliteCommand command)
    {
        // Only a slice that was read to its end counts.
        var rows = new List<(long Bucket, string[] Values, long Count, long Events, long? Same)>();
        using (var found = command.ExecuteReader())
        {
            while (found.Read())
            {
                var values = new string[_request.By.Count];
                for (var i = 0; i < values.Length; i++)
                    values[i] = Value(_request.By[i].Field, found, i + 1);
                var at = values.Length + 1;
                long? same = _objects ? found.GetInt64(at++) : null;
                rows.Add((found.GetInt64(0), values, found.GetInt64(at), found.GetInt64(at + 1), same));
            }
        }

        foreach (var (bucket, values, count, events, same) in rows)
            _sums.Add(bucket, values, count, events, same);
    }

    private static string Value(QueryField field, SqliteDataReader row, int column) => field.Kind switch
    {
        QueryFieldKind.Severity or QueryFieldKind.Category => field.Values[(int)row.GetInt64(column)],
        QueryFieldKind.Number => row.GetInt64(column).ToString(CultureInfo.InvariantCulture),
        _ => row.GetString(column),
    };
}
