using System.Net;
using System.Text.Json;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Web.Api;

namespace EventExporter.Tests.Web.Api;

/// <summary>What is answered from the history: events, groups, timelines, fields, figures.</summary>
public sealed class HistoryEndpointTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Events_come_newest_first_or_oldest_first_and_as_the_query_wants()
    {
        await _host.AddAsync(Series(5));

        Assert.Equal(["e4", "e3", "e2", "e1", "e0"], Names((await _host.GetAsync("/api/v1/events")).Body));
        Assert.Equal(["e0", "e1"], Names((await _host.GetAsync("/api/v1/events?order=asc&limit=2")).Body));
        Assert.Equal(["e3"], Names((await AskAsync("/api/v1/events", "name=e3 since=1h")).Body));
        Assert.Empty(Names((await AskAsync("/api/v1/events", "until=2020-01-01")).Body));
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Pages_hold_every_event_once_while_more_come(string order)
    {
        await _host.AddAsync(Series(50));
        var seen = new List<string>();
        var cursor = "";
        var later = 0;
        do
        {
            var page = (await _host.GetAsync($"/api/v1/events?limit=7&order={order}&cursor={cursor}")).Body;
            seen.AddRange(Names(page));
            cursor = page.GetProperty("next").GetString() ?? "";
            if (++later <= 5)
                await _host.AddAsync(SomeEvents.In("shop", $"late{later}", after: TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(later)));
        }
        while (cursor.Length > 0);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(50, seen.Count(static name => name.StartsWith('e')));
        // Whoever goes forward in time meets what came meanwhile; whoever goes back does not.
        Assert.Equal(order == "asc" ? 5 : 0, seen.Count(static name => name.StartsWith('l')));
    }

    [Theory]
    [InlineData("type=Warning resaon=BackOff", 14, "resaon", "did you mean 'reason'?")]
    [InlineData("type=Warning reason=~\"(\"", 22, "pattern", "")]
    [InlineData("type=", 6, "value", "")]
    [InlineData("(type=Warning", 1, "(", "close it")]
    public async Task A_mistake_in_a_query_is_told_with_its_column(string query, int column, string word, string hint)
    {
        foreach (var path in new[] { "/api/v1/events", "/api/v1/aggregate", "/api/v1/stream", "/api/v1/fields/reason/values" })
        {
            var (status, body) = await AskAsync(path, query);
            var error = body.GetProperty("errors")[0];

            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal(("query", column), (error.GetProperty("path").GetString(), error.GetProperty("column").GetInt32()));
            Assert.Contains(word, error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Contains(hint, error.TryGetProperty("hint", out var said) ? said.GetString() : "", StringComparison.Ordinal);
            Assert.Contains(word, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/v1/events?limit=1001", "limit")]
    [InlineData("/api/v1/events?order=up", "order")]
    [InlineData("/api/v1/events?cursor=nonsense", "cursor")]
    [InlineData("/api/v1/events?order=asc&cursor=ZC4xLjE", "cursor")]
    [InlineData("/api/v1/events/x", "sequence")]
    [InlineData("/api/v1/aggregate?by=resaon", "by")]
    [InlineData("/api/v1/aggregate?by=reason,reason", "by")]
    [InlineData("/api/v1/aggregate?by=a,b,c,d,e,f,g,h,i", "by")]
    [InlineData("/api/v1/aggregate?by=time", "by")]
    [InlineData("/api/v1/aggregate?by=receiver", "by")]
    [InlineData("/api/v1/aggregate?by=count", "metrics")]
    [InlineData("/api/v1/aggregate?metrics=sum", "metrics")]
    [InlineData("/api/v1/aggregate?bucket=10ms", "bucket")]
    [InlineData("/api/v1/aggregate?bucket=often", "bucket")]
    [InlineData("/api/v1/aggregate?order=-name", "order")]
    [InlineData("/api/v1/timeline", "object")]
    [InlineData("/api/v1/timeline?object=web", "object")]
    [InlineData("/api/v1/timeline?object=pod//web", "object")]
    [InlineData("/api/v1/timeline?object=pod/shop/web&since=yesterday", "since")]
    [InlineData("/api/v1/timeline?object=pod/shop/web&since=1h&until=2h", "since")]
    [InlineData("/api/v1/fields/reason/values?limit=0", "limit")]
    [InlineData("/api/v1/stream?after=-1", "after")]
    public async Task A_wrong_parameter_is_named(string path, string parameter)
    {
        var (status, body) = await _host.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(parameter, body.GetProperty("errors").EnumerateArray().Select(static e => e.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task An_event_shows_its_deliveries_what_was_decided_and_itself_as_yaml()
    {
        _host.Sink.Always = static _ => Outcome.Delivered("alert-17");
        await _host.AddAsync(SomeEvents.In("shop", "web", message: "quoted \"text\"\nsecond: line"));
        JsonElement found = default;
        await EventuallyAsync(async () => (found = (await _host.GetAsync("/api/v1/events/1")).Body).GetProperty("receipts").GetArrayLength() > 0);

        var receipt = found.GetProperty("receipts")[0];
        Assert.Equal(("out", "delivered", "alert-17"), (receipt.GetProperty("receiver").GetString(), receipt.GetProperty("outcome").GetString(), receipt.GetProperty("receipt").GetString()));
        Assert.Equal("out", found.GetProperty("decision").GetProperty("receivers")[0].GetString());
        Assert.Contains("reason: BackOff\nmessage: \"quoted \\\"text\\\"\\nsecond: line\"\n", found.GetProperty("yaml").GetString(), StringComparison.Ordinal);
        var (_, explained) = await _host.PostAsync("/api/v1/explain", found.GetProperty("yaml").GetString()!, type: "application/yaml");
        Assert.Equal("out", explained.GetProperty("receivers")[0].GetString());
    }

    [Fact]
    public async Task Nobody_knows_what_was_decided_before_the_routes_were_these()
    {
        var now = SomeEvents.In("shop", "web");
        var before = now with { Enriched = now.Enriched with { Event = now.Event with { ObservedAt = SomeEvents.Time.AddHours(-1) } } };
        await _host.AddAsync(before);

        Assert.Equal(JsonValueKind.Null, (await _host.GetAsync("/api/v1/events/1")).Body.GetProperty("decision").ValueKind);
    }

    [Fact]
    public async Task An_event_of_the_history_is_explained_by_its_number()
    {
        await _host.AddAsync(SomeEvents.In("shop", "web"), SomeEvents.In("shop", "web", "Noise"));

        Assert.Equal("out", (await _host.PostAsync("/api/v1/explain", """{"sequence":1}""")).Body.GetProperty("receivers")[0].GetString());
        Assert.Equal(0, (await _host.PostAsync("/api/v1/explain", """{"sequence":2}""")).Body.GetProperty("receivers").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await _host.PostAsync("/api/v1/explain", """{"sequence":3}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.PostAsync("/api/v1/explain", """{"sequence":1}""", ApiHost.PaymentsToken)).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        foreach (var path in new[] { "/api/v1/events/1", "/api/v1/events/9223372036854775807", "/api/v1/fields/nothing/values" })
            Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync(path)).Status);
    }

    [Fact]
    public async Task What_its_budget_stopped_says_so_and_goes_on_where_it_was()
    {
        await _host.AddAsync([.. Series(20), SomeEvents.In("shop", "first", "Failed", TimeSpan.FromSeconds(-5))]);
        _host.Services.Sources = _host.Services.Sources! with { History = new HistoryAccess(new FrugalHistory(_host.History, 8), static () => ApiProblem.NotFound("")) };
        var (found, partials) = (new List<string>(), 0);
        for (var cursor = ""; cursor is not null;)
        {
            // Words of the message have to be looked at event by event.
            var page = (await _host.GetAsync($"/api/v1/events?query=message%3D~restarting&limit=20&cursor={cursor}")).Body;
            found.AddRange(Names(page));
            cursor = page.GetProperty("next").GetString();
            if (!page.GetProperty("partial").GetBoolean())
                continue;
            partials++;
            Assert.Contains("more than 8 events", page.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }

        var groups = (await _host.GetAsync("/api/v1/aggregate?by=message")).Body;
        Assert.True(partials > 1);
        Assert.Equal([.. Enumerable.Range(0, 20).Reverse().Select(static i => $"e{i}"), "first"], found);
        Assert.True(groups.GetProperty("partial").GetBoolean());
        Assert.Contains("more than 8 events", groups.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_have_their_fields_and_metrics_by_name_and_their_counts_add_up()
    {
        await _host.AddAsync([.. Series(6), SomeEvents.In("shop", "other", "Failed", delta: 10)]);
        var whole = (await _host.GetAsync("/api/v1/aggregate?by=reason,involvedObject.kind&metrics=count,events,objects,rate")).Body;
        var minutes = (await _host.GetAsync("/api/v1/aggregate?bucket=1m")).Body;

        var first = whole.GetProperty("groups")[0];
        Assert.Equal(("Failed", "Pod", 10, 1, 1), (first.GetProperty("reason").GetString(), first.GetProperty("involvedObject.kind").GetString(), first.GetProperty("count").GetInt32(), first.GetProperty("events").GetInt32(), first.GetProperty("objects").GetInt32()));
        Assert.Equal(60, minutes.GetProperty("bucketSeconds").GetInt32());
        Assert.Equal(16, minutes.GetProperty("groups").EnumerateArray().Sum(static g => g.GetProperty("count").GetInt32()));
        var smallest = (await _host.GetAsync("/api/v1/aggregate?by=reason&order=count&limit=1")).Body;
        Assert.Equal(("BackOff", 1), (smallest.GetProperty("groups")[0].GetProperty("reason").GetString(), smallest.GetProperty("otherGroups").GetInt32()));
    }

    [Fact]
    public async Task A_timeline_has_the_object_and_its_node()
    {
        await _host.AddAsync([.. Series(3, "web"), SomeEvents.OfNode("node-1")]);
        var lanes = (await _host.GetAsync("/api/v1/timeline?object=po/shop/web&since=1h")).Body.GetProperty("lanes");

        Assert.Equal(["self", "node"], lanes.EnumerateArray().Select(static l => l.GetProperty("relation").GetString()));
        Assert.Equal((3, 1), (lanes[0].GetProperty("events").GetArrayLength(), lanes[0].GetProperty("bars").GetArrayLength()));
        Assert.Equal(0, (await _host.GetAsync("/api/v1/timeline?object=pod/shop/a/b")).Body.GetProperty("lanes").GetArrayLength());
        Assert.Equal(0, (await _host.GetAsync("/api/v1/timeline?object=pod/shop/nobody")).Body.GetProperty("lanes").GetArrayLength());
    }

    [Fact]
    public async Task Fields_and_their_values_are_there_for_completion()
    {
        await _host.AddAsync([.. Series(3), SomeEvents.In("shop", "x", "Failed")]);
        var fields = (await _host.GetAsync("/api/v1/fields")).Body.GetProperty("fields").EnumerateArray().ToDictionary(static f => f.GetProperty("name").GetString()!);

        Assert.True(fields["label.app.kubernetes.io/name"].GetProperty("groupable").GetBoolean());
        Assert.All(["since", "until", "time", "receiver", "label."], name => Assert.False(fields[name].GetProperty("groupable").GetBoolean(), name));
        Assert.Equal(["BackOff 3", "Failed 1"], await ValuesAsync("reason"));
        Assert.Equal(["warning 4", "info ", "notice ", "error ", "critical "], await ValuesAsync("severity"));
        Assert.Equal(["out "], await ValuesAsync("receiver"));
        Assert.Contains("e1 1", await ValuesAsync("label.app.kubernetes.io%2Fname"));
        Assert.Equal("1h ", (await ValuesAsync("since"))[1]);
        Assert.Equal(["Failed 1"], await ValuesAsync("reason", "?query=name%3Dx"));
    }

    [Fact]
    public async Task Figures_are_of_what_is_there()
    {
        await _host.AddAsync([.. Series(3), SomeEvents.In("shop", "x", delta: 5)]);
        var stats = (await _host.GetAsync("/api/v1/stats")).Body;

        Assert.Equal((4, 8, "7d"), (stats.GetProperty("events").GetInt32(), stats.GetProperty("occurrences").GetInt32(), stats.GetProperty("retention").GetProperty("age").GetString()));
        Assert.True(stats.GetProperty("bytes").GetInt64() > 0);
    }

    private static AnalyzedEvent[] Series(int count, string? name = null) =>
        [.. Enumerable.Range(0, count).Select(i => SomeEvents.In("shop", name ?? $"e{i}", after: TimeSpan.FromSeconds(i)))];

    private static List<string> Names(JsonElement page) =>
        [.. page.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("involvedObject").GetProperty("name").GetString()!)];

    private Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string path, string query) => _host.GetAsync($"{path}?query={Uri.EscapeDataString(query)}");

    private async Task<List<string>> ValuesAsync(string field, string more = "") =>
        [.. (await _host.GetAsync($"/api/v1/fields/{field}/values{more}")).Body.GetProperty("values").EnumerateArray()
            .Select(static v => $"{v.GetProperty("value").GetString()} {(v.TryGetProperty("count", out var count) ? count.ToString() : "")}")];

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(10, limit.Token);
    }
}
