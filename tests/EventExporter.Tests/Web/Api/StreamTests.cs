using System.Net;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Kubernetes;
using EventExporter.Testing;

namespace EventExporter.Tests.Web.Api;

/// <summary>Server-sent events: what comes, where a stream goes on, and how it ends.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task What_comes_in_comes_out_with_its_number_and_not_what_was_there_before()
    {
        await _host.AddAsync(SomeEvents.In("shop", "before"));
        await using var stream = await SseClient.OpenAsync(_host);
        await _host.AddAsync(SomeEvents.In("shop", "a"), SomeEvents.In("shop", "b"));

        Assert.Equal([("event", 2, "a"), ("event", 3, "b")], [Known(await stream.NextAsync()), Known(await stream.NextAsync())]);
    }

    [Fact]
    public async Task Whoever_loses_the_connection_again_and_again_gets_each_event_once_and_in_order()
    {
        const int Events = 400;
        var names = new List<string>();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Events; i += 4)
                await _host.AddAsync([.. Enumerable.Range(i, 4).Select(static n => SomeEvents.In("shop", $"e{n}"))]);
        });
        long? last = 0;
        for (var lives = 1; names.Count < Events; lives++)
        {
            await using var stream = await SseClient.OpenAsync(_host, last);
            for (var taken = 0; taken < 7 * lives && names.Count < Events; taken++)
                names.Add(Known(await stream.NextAsync()).Name);
            last = stream.LastId;
        }

        await writing;
        Assert.Equal(Enumerable.Range(0, Events).Select(static n => $"e{n}"), names);
    }

    [Fact]
    public async Task A_connection_that_is_lost_before_the_first_event_loses_nothing()
    {
        await _host.AddAsync(SomeEvents.In("shop", "before"));
        long? last;
        await using (var lost = await SseClient.OpenAsync(_host))
            last = (await lost.PlaceAsync()).Id;
        await _host.AddAsync(SomeEvents.In("shop", "meanwhile"));
        await using var stream = await SseClient.OpenAsync(_host, last);

        Assert.Equal("meanwhile", Known(await stream.NextAsync()).Name);
    }

    [Fact]
    public async Task Only_what_matches_comes_but_the_place_moves_with_all()
    {
        await using var stream = await SseClient.OpenAsync(_host, query: "reason=Failed");
        await _host.AddAsync([.. Enumerable.Range(0, 20).Select(static n => SomeEvents.In("shop", $"e{n}"))]);
        await stream.UntilPlaceAsync(20);
        await _host.AddAsync(SomeEvents.In("shop", "x", "Failed"));

        Assert.Equal(("event", 21, "x"), Known(await stream.NextAsync()));
    }

    [Fact]
    public async Task Numbers_that_were_never_given_are_of_another_history_and_the_stream_begins_with_what_is_new()
    {
        await using var stream = await SseClient.OpenAsync(_host, 5000);
        await _host.AddAsync(SomeEvents.In("shop", "a"));

        Assert.Equal(("event", 1, "a"), Known(await stream.NextAsync()));
    }

    [Fact]
    public async Task A_gap_on_record_comes_as_a_gap_and_one_that_somebody_made_up_does_not()
    {
        await using var stream = await SseClient.OpenAsync(_host);
        var gap = new Gap("", SomeEvents.Time, SomeEvents.Time.AddMinutes(5), "the position had expired", 3);
        var (real, made) = (WatchGapEvent.Create(gap, "test"), WatchGapEvent.Create(gap with { Scope = "made-up" }, "test"));
        await _host.Journal.AppendAsync(new JournalCommit { Gaps = [gap], Events = [.. new[] { made, real }.Select(static e => new AnalyzedEvent(new EnrichedEvent(e, ObjectFacts.Unknown), EventCategory.Other, Severity.Warning))] }, CancellationToken.None);

        Assert.Equal("event", (await stream.NextAsync()).Kind);
        Assert.Equal("event", (await stream.NextAsync()).Kind);
        var told = await stream.NextAsync();
        Assert.Equal(("gap", "the position had expired", 3), (told.Kind, told.Data.GetProperty("why").GetString(), told.Data.GetProperty("recovered").GetInt32()));
    }

    [Fact]
    public async Task A_quiet_stream_gives_a_sign_of_life_sooner_than_clients_give_up()
    {
        var clock = new ManualTimeProvider(SomeEvents.Time.AddMinutes(10));
        await using var host = await ApiHost.StartAsync(time: clock);
        await using var stream = await SseClient.OpenAsync(host);
        await stream.PlaceAsync();
        for (var times = 0; times < 3; times++)
        {
            await ApiHost.UntilAsync(() => clock.PendingTimers > 0);
            clock.Advance(TimeSpan.FromSeconds(15));
            await stream.SignOfLifeAsync();
        }
    }

    [Fact]
    public async Task A_client_that_reads_nothing_holds_up_nobody()
    {
        await using var slow = await SseClient.OpenAsync(_host, 0);
        var large = new string('x', 60_000);
        for (var i = 0; i < 20; i++)
            await _host.AddAsync([.. Enumerable.Range(0, 20).Select(n => SomeEvents.In("shop", $"e{i}-{n}", message: large))]);
        await using var other = await SseClient.OpenAsync(_host);
        await _host.AddAsync(SomeEvents.In("shop", "new"));

        Assert.Equal("new", Known(await other.NextAsync()).Name);
    }

    [Fact]
    public async Task A_stream_ends_when_the_exporter_stops_and_none_begins_then()
    {
        await using var stream = await SseClient.OpenAsync(_host);
        await stream.PlaceAsync();
        await _host.StopExporterAsync();

        Assert.Null(await stream.TryNextAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _host.GetAsync("/api/v1/stream")).Status);
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused()
    {
        var request = _host.Request("GET", "/api/v1/stream");
        request.Headers.Add("Last-Event-ID", "1; DROP TABLE events");
        var (status, body) = await _host.AskAsync(request);

        Assert.Equal((HttpStatusCode.BadRequest, "Last-Event-ID"), (status, body.GetProperty("errors")[0].GetProperty("path").GetString()));
    }

    private static (string Kind, int Id, string Name) Known(SseEvent told) => (told.Kind, (int)told.Id!, NameOf(told.Data));

    private static string NameOf(JsonElement data) => data.GetProperty("involvedObject").GetProperty("name").GetString()!;
}
