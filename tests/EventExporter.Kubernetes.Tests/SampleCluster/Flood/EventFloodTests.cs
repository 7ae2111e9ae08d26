using System.Globalization;
using EventExporter.Kubernetes.Tests.SampleCluster.Support;
using EventExporter.SampleCluster.Flood;
using EventExporter.SampleCluster.Server;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Flood;

public sealed class EventFloodTests
{
    [Fact]
    public async Task Pages_and_watch_together_hold_every_event_once()
    {
        await using var server = await SampleApiServer.StartAsync();
        server.Flood = new EventFlood(new EventFloodOptions { Listed = 1_200, Watched = 900, Repeats = 2 });
        using var client = new SampleClient(server);
        var uids = new HashSet<string>();
        var next = "";
        string version;
        do
        {
            var page = await client.GetAsync("/api/v1/events?limit=500" + next);
            foreach (var item in page["items"]!.AsArray())
                Assert.True(uids.Add((string)item!["metadata"]!["uid"]!));
            version = (string)page["metadata"]!["resourceVersion"]!;
            next = (string?)page["metadata"]!["continue"] is { } token ? "&continue=" + token : "";
        }
        while (next.Length > 0);
        Assert.Equal(1_200, uids.Count);

        using var watch = await client.WatchAsync("/api/v1/events?watch=1&resourceVersion=" + version);
        var last = long.Parse(version, CultureInfo.InvariantCulture);
        for (var i = 0; i < 900; i++)
        {
            var change = await watch.NextAsync();
            var item = change["object"]!;
            Assert.Equal(++last, long.Parse((string)item["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture));
            Assert.Equal((i % 3) + 1, (int)item["count"]!);
            Assert.Equal(i % 3 == 0 ? "ADDED" : "MODIFIED", (string?)change["type"]);
            Assert.Equal(i % 3 == 0, uids.Add((string)item["metadata"]!["uid"]!));
        }

        Assert.Equal(1_200, server.Flood.ListedCount);
    }

    [Fact]
    public async Task Its_events_are_as_large_as_real_ones()
    {
        await using var server = await SampleApiServer.StartAsync();
        server.Flood = new EventFlood(new EventFloodOptions { Listed = 1_000 });
        using var client = new SampleClient(server);

        var body = await client.Http.GetStringAsync(new Uri("/api/v1/events", UriKind.Relative));
        Assert.InRange(body.Length / 1_000, 900, 1_500);
    }
}
