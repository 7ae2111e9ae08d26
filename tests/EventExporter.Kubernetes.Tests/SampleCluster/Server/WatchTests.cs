using System.Net;
using EventExporter.Kubernetes.Tests.SampleCluster.Support;
using EventExporter.SampleCluster.Faults;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Server;

public sealed class WatchTests : ServerTest
{
    [Fact]
    public async Task A_watch_tells_of_every_change_in_order()
    {
        using var watch = await Client.WatchAsync($"/api/v1/events?watch=1&resourceVersion={Server.Store.ResourceVersion}");
        Add("a");
        Server.Store.Modify(ResourceKinds.Event, "default", "a", e => e["count"] = 2);
        Server.Store.Delete(ResourceKinds.Event, "default", "a");

        Assert.Equal("ADDED a", await watch.NextShortAsync());
        Assert.Equal("MODIFIED a", await watch.NextShortAsync());
        Assert.Equal("DELETED a", await watch.NextShortAsync());
    }

    [Fact]
    public async Task A_watch_without_a_version_begins_with_what_is_there()
    {
        Add("a");
        using var watch = await Client.WatchAsync("/api/v1/events?watch=1");
        Add("b");

        Assert.Equal("ADDED a", await watch.NextShortAsync());
        Assert.Equal("ADDED b", await watch.NextShortAsync());
    }

    [Fact]
    public async Task Through_a_selector_objects_appear_and_disappear()
    {
        Add("a");
        using var watch = await Client.WatchAsync($"/api/v1/events?watch=1&fieldSelector=type=Normal&resourceVersion={Server.Store.ResourceVersion}");
        Server.Store.Modify(ResourceKinds.Event, "default", "a", e => e["type"] = "Normal");
        Server.Store.Modify(ResourceKinds.Event, "default", "a", e => e["type"] = "Warning");

        Assert.Equal("ADDED a", await watch.NextShortAsync());
        Assert.Equal("DELETED a", await watch.NextShortAsync());
    }

    [Fact]
    public async Task An_expired_version_is_told_by_an_ERROR_event()
    {
        var old = Server.Store.ResourceVersion;
        Add("a");
        Server.Faults.ExpireHistory();

        using var watch = await Client.WatchAsync($"/api/v1/events?watch=1&resourceVersion={old}");
        var error = await watch.NextAsync();

        Assert.Equal(("ERROR", 410, "Expired"), ((string?)error["type"], (int)error["object"]!["code"]!, (string?)error["object"]!["reason"]));
        Assert.Null(await watch.LineAsync());
    }

    [Fact]
    public async Task An_expired_version_can_be_told_by_the_HTTP_status()
    {
        var old = Server.Store.ResourceVersion;
        Add("a");
        Server.Faults.ExpireHistory(GoneForm.HttpStatus);

        var status = await Client.GetAsync($"/api/v1/events?watch=1&resourceVersion={old}", HttpStatusCode.Gone);
        Assert.Equal("Expired", (string?)status["reason"]);
    }

    [Fact]
    public async Task A_watch_ends_in_good_order_when_its_time_is_up_or_it_is_closed()
    {
        using (var timed = await Client.WatchAsync("/api/v1/events?watch=1&timeoutSeconds=1"))
            Assert.Null(await timed.LineAsync());

        using var closed = await Client.WatchAsync("/api/v1/events?watch=1");
        Server.Faults.CloseWatches();
        Assert.Null(await closed.LineAsync());
    }

    [Fact]
    public async Task Broken_watches_end_in_an_error()
    {
        using var watch = await Client.WatchAsync("/api/v1/events?watch=1");
        Server.Faults.BreakWatches();
        await Assert.ThrowsAnyAsync<IOException>(watch.LineAsync);
    }

    [Fact]
    public async Task A_silent_watch_loses_nothing()
    {
        using var watch = await Client.WatchAsync($"/api/v1/events?watch=1&resourceVersion={Server.Store.ResourceVersion}");
        Server.Faults.GoSilent();
        Add("a");
        var line = watch.NextShortAsync();
        await Client.GetAsync("/api/v1/events");
        Assert.False(line.IsCompleted);

        Server.Faults.Speak();
        Assert.Equal("ADDED a", await line);
    }

    [Fact]
    public async Task A_cut_line_is_the_last_of_its_watch()
    {
        using var watch = await Client.WatchAsync($"/api/v1/events?watch=1&resourceVersion={Server.Store.ResourceVersion}");
        Server.Faults.CutNextLine(breakConnection: false);
        Add("a");

        var line = await watch.LineAsync();
        Assert.StartsWith("{\"type\":\"ADDED\"", line, StringComparison.Ordinal);
        Assert.False(line!.EndsWith('}'));
        Assert.Null(await watch.LineAsync());
    }

    [Fact]
    public async Task A_malformed_line_stands_in_place_of_one_and_the_watch_goes_on()
    {
        using var watch = await Client.WatchAsync($"/api/v1/events?watch=1&resourceVersion={Server.Store.ResourceVersion}");
        Server.Faults.MalformNextLine();
        Add("a");
        Add("b");

        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(watch.NextAsync);
        Assert.Equal("ADDED b", await watch.NextShortAsync());
    }

    [Fact]
    public async Task AServer_without_the_feature_refuses_initial_events()
    {
        var status = await Client.GetAsync("/api/v1/events?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true", HttpStatusCode.UnprocessableEntity);
        Assert.Equal(
            "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled",
            (string?)status["message"]);
    }

    [Fact]
    public async Task AServer_with_the_feature_marks_their_end()
    {
        await using var server = await SampleApiServer.StartAsync(new SampleApiServerOptions { SupportsWatchList = true });
        using var client = new SampleClient(server);
        server.Store.Create(ResourceKinds.Event, SampleEvents.Core("a"));

        using var watch = await client.WatchAsync("/api/v1/events?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");

        Assert.Equal("ADDED a", await watch.NextShortAsync());
        var bookmark = await watch.NextAsync();
        Assert.Equal("BOOKMARK", (string?)bookmark["type"]);
        Assert.Equal("true", (string?)bookmark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]);
    }

    [Fact]
    public async Task A_restart_keeps_port_and_store_and_the_watch_resumes()
    {
        var port = Server.Port;
        var version = Server.Store.ResourceVersion;
        using (var watch = await Client.WatchAsync($"/api/v1/events?watch=1&resourceVersion={version}"))
        {
            await Server.StopAsync();
            Add("a");
            await Assert.ThrowsAnyAsync<Exception>(async () => Assert.NotNull(await watch.LineAsync()));
        }

        await Server.ResumeAsync();
        Assert.Equal(port, Server.Port);
        using var resumed = await Client.WatchAsync($"/api/v1/events?watch=1&resourceVersion={version}");
        Assert.Equal("ADDED a", await resumed.NextShortAsync());
    }

    [Fact]
    public async Task Requests_fail_as_often_as_told()
    {
        Server.Faults.FailNext(2, 429, r => r.Resource == "events", TimeSpan.FromSeconds(3));

        for (var i = 0; i < 2; i++)
        {
            using var response = await Client.Http.GetAsync(new Uri("/api/v1/events", UriKind.Relative));
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter!.Delta);
        }

        await Client.GetAsync("/api/v1/events");
        Assert.Equal(3, Server.Requests.Count(r => r.Resource == "events"));
    }

    private void Add(string name) => Server.Store.Create(ResourceKinds.Event, SampleEvents.Core(name));
}
