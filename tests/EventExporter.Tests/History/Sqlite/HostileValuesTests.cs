using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Delivery;
using EventExporter.Query;

namespace EventExporter.Tests.History.Sqlite;

/// <summary>Values are values, whatever stands in them.</summary>
public sealed class HostileValuesTests : IAsyncLifetime, IDisposable
{
    private readonly HistoryFolder _folder = new();
    private SqliteHistory _history = null!;

    private static readonly string[] FieldNames =
    [
        "reason", "message", "namespace", "kind", "name", "owner", "owner.kind", "owner.apiVersion", "node", "component", "host", "action", "cluster", "type",
        "incident", "apiVersion", "uid", "fieldPath", "involvedObject.namespace", "label.key", "annotation.key", "nslabel.key", "detail.key", "receiver",
    ];

    public static TheoryData<string> TextFields { get; } = new(FieldNames);

    public async Task InitializeAsync()
    {
        _history = _folder.Open();
        await _history.StoreAsync(HistoryFolder.Batch(1, HostileEvents.All), default);
        for (var i = 0; i < HostileEvents.All.Length; i++)
            await _history.Receipts.DeliveredAsync(HostileEvents.All[i].Event.Reason, [new DeliveryItem(i + 1, HostileEvents.All[i])], [HostileEvents.All[i].Event.Reason], ClusterEvents.Start);
        await _history.FlushReceiptsAsync(default);
    }

    public async Task DisposeAsync() => await _history.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_come_back_as_they_were_and_so_do_receipts()
    {
        for (var i = 0; i < HostileEvents.All.Length; i++)
        {
            var text = HostileEvents.All[i].Event.Reason;
            await using var beside = _folder.OpenToRead();
            var e = (await beside.GetAsync(i + 1, default))!.Event;
            foreach (var value in new[] { e.Event.Reason, e.Event.Message, e.Event.InvolvedObject.Name, e.Object.Node, e.Object.Labels["key"], e.Object.RootOwner!.Name, e.Incident, e.Details["key"] })
                Assert.Equal(WholeText.Of(text), value);
            Assert.Equal(HistoryText.Of(text), (await beside.ReceiptsAsync(i + 1, default)).Single().Receiver);
            Assert.Equal(HistoryText.Of(text), (await beside.ReceiptsAsync(i + 1, default)).Single().Id);
        }
    }

    [Theory]
    [MemberData(nameof(TextFields))]
    public async Task Every_operator_finds_them_in_every_field(string field)
    {
        for (var i = 0; i < HostileEvents.All.Length; i++)
        {
            var text = HostileEvents.All[i].Event.Reason;
            if (text.Length > 10_000)
                continue;
            // With the halves of pairs that the event came with.
            var value = QueryPrinter.Value(HostileEvents.Texts[i]);
            var pattern = QueryPrinter.Value("^" + System.Text.RegularExpressions.Regex.Escape(HistoryText.Of(text)) + "$");
            long[] one = [i + 1];
            var others = Enumerable.Range(1, HostileEvents.All.Length).Select(n => (long)n).Where(n => n != i + 1).ToArray();

            await AssertFindsAsync($"{field}={value}", one);
            await AssertFindsAsync($"{field}!={value}", others);
            await AssertFindsAsync($"{field} in ({value}, nothing)", one);
            await AssertFindsAsync($"{field} not in (nothing, {value})", others);
            await AssertFindsAsync($"not {field}={value}", others);
            await AssertFindsAsync($"({field}={value} or reason=nothing) time>=2020-01-01", one);
            if (text.Contains('\0', StringComparison.Ordinal))
                continue;
            await AssertFindsAsync($"{field}=~{pattern}", one);
            await AssertFindsAsync($"{field}!~{pattern}", others);
        }
    }

    [Theory]
    [MemberData(nameof(TextFields))]
    public async Task They_make_groups_of_their_own(string field)
    {
        if (field == "receiver")
            return;
        var answer = await _history.AggregateAsync(new AggregateRequest(EventQuery.Everything) { By = [QueryFields.Find(field)!], Bucket = TimeSpan.FromDays(1), Limit = 100 }, default);

        Assert.Equal(
            HostileEvents.All.Select(e => HistoryText.Of(e.Event.Reason)).Order(StringComparer.Ordinal),
            answer.Groups.Select(g => HistoryText.Of(g.Values[0])).Order(StringComparer.Ordinal));
        Assert.All(answer.Groups, group => Assert.Equal(1, group.Count));
    }

    [Fact]
    public async Task Keys_of_labels_are_values_too()
    {
        foreach (var key in HostileEvents.Texts.Where(text => !text.Contains('\0', StringComparison.Ordinal) && WholeText.Of(text) == text))
        {
            var query = new EventQuery { Root = new FieldNode(new FieldPath(QueryFields.Label, key), QueryOperator.Equal, ["value"]) };
            Assert.Equal(key, Assert.Single(await HistoryFolder.All(_history, query)).Event.Event.Reason);
            Assert.Single((await _history.AggregateAsync(new AggregateRequest(query) { By = [new FieldPath(QueryFields.Label, key)] }, default)).Groups);
        }
    }

    [Fact]
    public async Task Words_in_them_are_found()
    {
        foreach (var (words, count) in new[] { ("31mred", 1), ("script alert", 1), ("drop table", 1), ("שלום", 1), ("w3d0", 1), ("half", 1), ("inside", 1), ("line two", 1), ("ﷺ ß", 1), ("hyperlink", 1) })
            Assert.True((await HistoryFolder.All(_history, new EventQuery { Root = new WordsNode(words) })).Count == count, words);
    }

    [Fact]
    public async Task A_timeline_of_a_hostile_name_is_found()
    {
        foreach (var text in HostileEvents.Texts.Where(text => !text.Contains('\0', StringComparison.Ordinal)))
        {
            var timeline = await _history.TimelineAsync(new TimelineRequest(new TimelineObject(text, text, text), ClusterEvents.Start.AddDays(-1), null), default);
            Assert.Equal(WholeText.Of(text), Assert.Single(timeline.Lanes[0].Events).Event.Event.Message);
        }
    }

    [Theory]
    [InlineData("' OR '1'='1")]
    [InlineData("x'); DELETE FROM events; --")]
    [InlineData("\"; DROP TABLE series; --")]
    [InlineData("0) UNION SELECT 1, 2 --")]
    [InlineData("%' ESCAPE '")]
    [InlineData("$p1")]
    [InlineData("s.reason")]
    [InlineData("(SELECT value FROM counters)")]
    [InlineData("\" OR text : *")]
    [InlineData("NEAR(a b)")]
    public async Task Sql_in_any_place_of_a_question_is_a_text_or_refused(string sql)
    {
        var value = QueryPrinter.Value(sql);
        foreach (var field in FieldNames)
        {
            foreach (var op in new[] { $"={value}", $" in ({value})", $" in (x, {value}, y)" })
                await AssertFindsAsync(field + op, []);
        }

        foreach (var place in new[] { sql + "=x", $"label.{sql}=x", $"reason{sql}x", $"count={sql}", $"count={value}", $"severity={value}", $"since={value}", $"time>{value}", $"reason=~{value}", sql, $"until={sql}" })
        {
            if (EventQuery.Parse(place, ClusterEvents.Start).Query is { } query)
                await HistoryFolder.All(_history, query);
        }

        await AssertFindsAsync($"{value} kind=nothing", []);
        await _history.ValuesAsync(new FieldPath(QueryFields.Label, sql), EventQuery.Everything, 10, default);
        await _history.TimelineAsync(new TimelineRequest(new TimelineObject(sql, sql, sql), default, null), default);
        await Assert.ThrowsAsync<HistoryRequestException>(() => _history.PageAsync(new PageRequest(EventQuery.Everything) { Cursor = sql }, default));
        Assert.Equal(HostileEvents.All.Length, _folder.Number("SELECT count(*) FROM events JOIN series ON series.id = events.series JOIN objects ON objects.id = events.object"));
        Assert.Equal(HostileEvents.All.Length, await HistoryFolder.Sum(_history));
    }

    private async Task AssertFindsAsync(string text, long[] sequences)
    {
        var found = (await HistoryFolder.All(_history, _folder.Query(text))).Select(f => f.Sequence).Order().ToArray();
        Assert.True(sequences.SequenceEqual(found), $"{text}: {string.Join(',', found)}");
    }
}
