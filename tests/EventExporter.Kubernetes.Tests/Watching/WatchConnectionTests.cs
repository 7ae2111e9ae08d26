using System.Text;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Kubernetes.Watching;
using EventExporter.Testing;
using Microsoft.AspNetCore.Http;
using static EventExporter.Kubernetes.Tests.Support.Answers;

namespace EventExporter.Kubernetes.Tests.Watching;

public sealed class WatchConnectionTests
{
    private const string Path = "/api/v1/events";

    [Fact]
    public async Task Events_come_in_order_until_the_server_closes()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, WatchLine("ADDED", Item("a")) + WatchLine("MODIFIED", Item("b")) + WatchLine("DELETED", Item("c"))
            + WatchLine("BOOKMARK", """{"kind":"Event","metadata":{"resourceVersion":"77"}}"""));

        var events = await WatchAsync(server);

        Assert.Equal(
            [(WatchEventType.Added, "a", null), (WatchEventType.Modified, "b", null), (WatchEventType.Deleted, "c", null), (WatchEventType.Bookmark, null, "77")],
            events.Select(e => (e.Type, e.Object, e.ResourceVersion)));
    }

    [Fact]
    public async Task The_request_says_where_to_go_on_from_and_when_to_end()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, "");

        await WatchAsync(server, new WatchOptions { ResourceVersion = "41", FieldSelector = "type!=Normal", LabelSelector = "a in (b,c)" });

        Assert.True(server.Requests.TryDequeue(out var request));
        Assert.Equal("true", request.Query["watch"]);
        Assert.Equal("41", request.Query["resourceVersion"]);
        Assert.Equal("type!=Normal", request.Query["fieldSelector"]);
        Assert.Equal("a in (b,c)", request.Query["labelSelector"]);
        Assert.Equal("true", request.Query["allowWatchBookmarks"]);
        Assert.InRange(int.Parse(request.Query["timeoutSeconds"], System.Globalization.CultureInfo.InvariantCulture), 300, 600);
        Assert.Equal("identity", request.Headers["Accept-Encoding"]);
        Assert.Equal("event-exporter", request.Headers["User-Agent"]);
    }

    [Fact]
    public async Task A_malformed_line_in_the_middle_is_reported_and_the_rest_read()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, WatchLine("ADDED", Item("a")) + """{"type":"ADDED","object":{"metadata":{"na""" + "\n" + WatchLine("ADDED", Item("c")));

        var events = await WatchAsync(server);

        Assert.Equal([WatchEventType.Added, WatchEventType.Malformed, WatchEventType.Added], events.Select(e => e.Type));
        Assert.StartsWith("""{"type":"ADDED","object":{"meta""", events[1].Malformed!.Excerpt, StringComparison.Ordinal);
        Assert.NotEmpty(events[1].Malformed!.Reason);
        Assert.Equal("c", events[2].Object);
    }

    [Fact]
    public async Task A_last_line_without_its_end_is_dropped()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, WatchLine("ADDED", Item("a")) + WatchLine("ADDED", Item("b")).TrimEnd('\n'));

        var events = await WatchAsync(server);

        Assert.Equal(["a"], events.Select(e => e.Object));
    }

    [Fact]
    public async Task A_410_status_is_an_expired_version()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, Status(410, "Expired", "too old resource version: 1 (99)"), status: 410);

        var e = await Assert.ThrowsAsync<ResourceExpiredException>(() => WatchAsync(server));

        Assert.Contains("too old resource version: 1 (99)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_410_event_is_an_expired_version_after_the_events_before_it()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, WatchLine("ADDED", Item("a")) + WatchLine("ERROR", Status(410, "Expired", "too old")) + WatchLine("ADDED", Item("b")));
        var seen = new List<string?>();

        var e = await Assert.ThrowsAsync<ResourceExpiredException>(() => WatchAsync(server, seen: seen));

        Assert.Equal(410, e.StatusCode);
        Assert.Equal("Expired", e.Reason);
        Assert.Equal(["a"], seen);
    }

    [Fact]
    public async Task Another_error_event_carries_its_code_and_how_long_to_wait()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, WatchLine("ERROR", Status(429, "TooManyRequests", "slow down", retryAfterSeconds: 7)));

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => WatchAsync(server));

        Assert.Equal((429, TimeSpan.FromSeconds(7)), (e.StatusCode, e.RetryAfter));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_an_IOException()
    {
        await using var server = await TestApiServer.StartAsync();
        server.On(Path, async context =>
        {
            await context.AnswerAsync(WatchLine("ADDED", Item("a")));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        var e = await Assert.ThrowsAnyAsync<Exception>(() => WatchAsync(server));

        Assert.True(e is IOException or HttpRequestException, e.ToString());
    }

    [Fact]
    public async Task A_watch_that_outlives_its_timeout_in_silence_is_taken_for_dead()
    {
        var time = new ManualTimeProvider();
        await using var server = await TestApiServer.StartAsync();
        server.On(Path, SilentAfter(WatchLine("ADDED", Item("a"))));
        using var client = server.Client(time: time);
        var options = new WatchOptions { Timeout = TimeSpan.FromMinutes(5), Slack = TimeSpan.FromSeconds(30) };
        await using var events = client.WatchAsync<string>(Items.Events, options, Items.ReadName).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        var next = events.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(329));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var e = await Assert.ThrowsAsync<WatchSilentException>(() => next.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(TimeSpan.FromSeconds(330), e.Silence);
    }

    [Fact]
    public async Task A_configured_idle_limit_comes_before_the_timeout()
    {
        var time = new ManualTimeProvider();
        await using var server = await TestApiServer.StartAsync();
        server.On(Path, SilentAfter(WatchLine("ADDED", Item("a"))));
        using var client = server.Client(time: time);
        var options = new WatchOptions { Timeout = TimeSpan.FromMinutes(5), IdleTimeout = TimeSpan.FromSeconds(20) };
        await using var events = client.WatchAsync<string>(Items.Events, options, Items.ReadName).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        var next = events.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<WatchSilentException>(() => next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Cancellation_ends_a_silent_watch()
    {
        await using var server = await TestApiServer.StartAsync();
        server.On(Path, SilentAfter(WatchLine("ADDED", Item("a"))));
        using var client = server.Client();
        using var stop = new CancellationTokenSource();
        await using var events = client.WatchAsync<string>(Items.Events, new WatchOptions(), Items.ReadName, stop.Token).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        var next = events.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task OnOpened_is_told_once_the_server_has_accepted()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, "").OnJson("/api/v1/namespaces/closed/events", Status(403, "Forbidden", "no"), 403);
        using var client = server.Client();
        var opened = 0;
        var options = new WatchOptions { OnOpened = () => opened++ };

        await foreach (var _ in client.WatchAsync<string>(Items.Events, options, Items.ReadName))
        {
        }

        await Assert.ThrowsAsync<KubernetesApiException>(async () =>
        {
            await foreach (var _ in client.WatchAsync<string>(ResourceCollection.Core("events", "closed"), options, Items.ReadName))
            {
            }
        });
        Assert.Equal(1, opened);
    }

    private static RequestDelegate SilentAfter(string text) => async context =>
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    };

    private static async Task<List<WatchEvent<string>>> WatchAsync(TestApiServer server, WatchOptions? options = null, List<string?>? seen = null)
    {
        using var client = server.Client();
        var events = new List<WatchEvent<string>>();
        await foreach (var line in client.WatchAsync<string>(Items.Events, options ?? new WatchOptions(), Items.ReadName))
        {
            events.Add(line);
            seen?.Add(line.Object);
        }

        return events;
    }
}
