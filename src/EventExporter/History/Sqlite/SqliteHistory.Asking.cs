using System.Runtime.CompilerServices;
using EventExporter.Query;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>The questions.</summary>
internal sealed partial class SqliteHistory
{
    private const int FollowChunk = 256;

    /// <summary>How soon somebody beside the writing process sees what is new.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    public Task<EventPage> PageAsync(PageRequest request, CancellationToken cancellation)
    {
        var position = request.Cursor is null ? ScanPosition.Start(request.OldestFirst) : ScanPosition.FromCursor(request.Cursor, request.OldestFirst);
        return AskAsync(request.Budget, ask => Page(ask, request, position), cancellation);
    }

    public async IAsyncEnumerable<HistoryEvent> QueryAsync(PageRequest request, Action<string>? partial, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var left = request.Limit;
        var started = _time.GetTimestamp();
        for (var cursor = request.Cursor; left > 0;)
        {
            var page = await PageAsync(request with { Cursor = cursor, Limit = Math.Min(left, 1000), Budget = Rest(request.Budget, started) }, cancellation);
            foreach (var found in page.Events)
                yield return found;
            left -= page.Events.Count;
            if (page.Partial is not null)
                partial?.Invoke(page.Partial);
            if (page.Partial is not null || page.Next is null)
                yield break;
            cursor = page.Next;
        }
    }

    public Task<AggregateAnswer> AggregateAsync(AggregateRequest request, CancellationToken cancellation) =>
        AskAsync(request.Budget, ask => Aggregation.Run(ask, request), cancellation);

    public Task<Timeline> TimelineAsync(TimelineRequest request, CancellationToken cancellation) =>
        AskAsync(QueryBudget.Default, ask => new TimelineReader(ask, request, _gaps(), _time.GetUtcNow()).Read(), cancellation);

    public async Task<FieldValues> ValuesAsync(FieldPath field, EventQuery query, int limit, CancellationToken cancellation)
    {
        var answer = await AggregateAsync(new AggregateRequest(query) { By = [field], Limit = limit, Budget = QueryBudget.Default with { Time = TimeSpan.FromSeconds(2) } }, cancellation);
        return new FieldValues([.. answer.Groups.Select(static group => new FieldValue(group.Values[0], group.Count))], answer.Partial);
    }

    public Task<HistoryEvent?> GetAsync(long sequence, CancellationToken cancellation) => AskAsync(
        QueryBudget.Default,
        ask => ask.Number("SELECT 1 FROM events WHERE seq = $seq", null, ("$seq", sequence)) is not null && ask.Read(sequence) is { } analyzed ? new HistoryEvent(sequence, analyzed) : null,
        cancellation);

    public async Task<IReadOnlyList<Receipt>> ReceiptsAsync(long sequence, CancellationToken cancellation)
    {
        try
        {
            // What receivers have told and is not written yet is part of the answer.
            await FlushReceiptsAsync(cancellation);
        }
        catch (HistoryUnavailableException)
        {
            // It cannot be written, and who writes next is told; what is there can be read all the same.
        }

        return await ReadReceiptsAsync(sequence, cancellation);
    }

    private Task<IReadOnlyList<Receipt>> ReadReceiptsAsync(long sequence, CancellationToken cancellation) => AskAsync<IReadOnlyList<Receipt>>(
        QueryBudget.Default,
        ask =>
        {
            using var command = ask.Command("SELECT v.name, r.outcome, r.at, r.id, r.reason FROM receipts r JOIN receivers v ON v.id = r.receiver WHERE r.seq = $seq ORDER BY r.at", null, ("$seq", sequence));
            return ask.Rows(command, static row => new Receipt(
                row.GetString(0), (ReceiptOutcome)row.GetInt64(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), row.GetString(3), row.GetString(4)));
        },
        cancellation);

    public Task<HistoryStats> StatsAsync(CancellationToken cancellation) => AskAsync(QueryBudget.Default, Stats, cancellation);

    public async IAsyncEnumerable<HistoryEvent> FollowAsync(EventQuery query, long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var position = after ?? await AskAsync(QueryBudget.Default, static ask => ask.Number("SELECT max(seq) FROM events") ?? 0, cancellation);
        var matches = EventPredicate.Of(query);
        while (true)
        {
            var stored = _stored.Next;
            var read = await AskAsync(QueryBudget.Default, ask => After(ask, position), cancellation);
            foreach (var (sequence, analyzed) in read)
            {
                position = sequence;
                if (matches(analyzed))
                    yield return new HistoryEvent(sequence, analyzed);
            }

            if (read.Count < FollowChunk)
                await Task.WhenAny(stored, Task.Delay(LookInterval, _time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static EventPage Page(Ask ask, PageRequest request, ScanPosition position)
    {
        var scan = new EventScan(ask, request.Query, request.OldestFirst, position);
        var events = scan.Read(request.Limit);
        var (last, partial) = (scan.Position, ask.Partial);
        // Another event is looked for, so that the last page says that it is the last.
        if (scan.IsDone || (partial is null && scan.Read(1).Count == 0 && scan.IsDone))
            return new EventPage(events, null, partial);
        return new EventPage(events, last.ToCursor(request.OldestFirst), partial);
    }

    private static List<HistoryEvent> After(Ask ask, long position)
    {
        var events = new List<HistoryEvent>();
        using var command = ask.Command("SELECT seq FROM events WHERE seq > $seq ORDER BY seq LIMIT $limit", null, ("$seq", position), ("$limit", FollowChunk));
        foreach (var sequence in ask.Rows(command, static row => row.GetInt64(0)))
        {
            var analyzed = ask.Read(sequence);
            if (ask.Partial is not null)
                break;
            if (analyzed is not null)
                events.Add(new HistoryEvent(sequence, analyzed));
        }

        return events;
    }

    private HistoryStats Stats(Ask ask)
    {
        long Counter(string name) => ask.Number("SELECT value FROM counters WHERE name = $name", null, ("$name", name)) ?? 0;
        DateTimeOffset? Time(string text) => ask.Number(text) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
        var newest = Time("SELECT max(at) FROM events");
        var recent = newest is { } end
            ? ask.Number("SELECT sum(events) FROM minutes WHERE at > $from", null, ("$from", end.AddMinutes(-5).ToUnixTimeMilliseconds())) ?? 0
            : 0;
        return new HistoryStats(
            Counter("events"), Counter("occurrences"), Time("SELECT min(at) FROM events"), newest, Size(_options.File) + Size(_options.File + "-wal"),
            Math.Round(recent / 300.0, 2), _options.Retention, Counter("position"), Notice(Counter("lost"), Counter("lost_at")))
        {
            LastSequence = ask.Number("SELECT max(seq) FROM events") ?? 0,
            BytesInUse = ((ask.Number("PRAGMA page_count") ?? 0) - (ask.Number("PRAGMA freelist_count") ?? 0)) * (ask.Number("PRAGMA page_size") ?? 0),
        };
    }

    /// <summary>What befell the file and what could not be written down; null if nothing.</summary>
    private string? Notice(long why, long at)
    {
        var lost = DateTimeOffset.FromUnixTimeMilliseconds(at);
        var parts = new List<string>();
        if (why > 0 && _time.GetUtcNow() - lost < _options.Retention.Longest)
            parts.Add(Notice((HistoryLoss)why, lost));
        if (Receipts.Forgotten > 0)
            parts.Add($"{Receipts.Forgotten} receipts of deliveries were forgotten, for the history could not be written.");
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    private static long Size(string file) => new FileInfo(file) is { Exists: true } there ? there.Length : 0;

    private QueryBudget Rest(QueryBudget budget, long started)
    {
        if (budget.Time == Timeout.InfiniteTimeSpan)
            return budget;
        var rest = budget.Time - _time.GetElapsedTime(started);
        return budget with { Time = rest > TimeSpan.FromMilliseconds(1) ? rest : TimeSpan.FromMilliseconds(1) };
    }

    private async Task<T> AskAsync<T>(QueryBudget budget, Func<Ask, T> answer, CancellationToken cancellation)
    {
        var file = _file;
        try
        {
            return await Task.Run(
                () =>
                {
                    using var ask = new Ask(file, budget, _time, cancellation);
                    return answer(ask);
                },
                cancellation);
        }
        catch (Exception error) when (error is SqliteException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            cancellation.ThrowIfCancellationRequested();
            if (HistoryErrors.IsDamage(error))
                await LoseAsync(file);
            throw HistoryErrors.Unavailable(_options.File, error);
        }
    }
}
