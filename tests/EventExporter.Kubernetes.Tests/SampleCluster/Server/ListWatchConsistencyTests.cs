using System.Globalization;
using EventExporter.Kubernetes.Tests.SampleCluster.Support;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Server;

public sealed class ListWatchConsistencyTests
{
    /// <summary>Writes go on while a client lists page by page and then watches from the list's version.</summary>
    [Fact]
    public async Task List_plus_watch_from_its_version_is_the_final_store()
    {
        var writes = Gen.Elements("create", "modify", "delete").SelectMany(_ => Gen.Choose(0, 7), (verb, key) => (Verb: verb, Key: key)).ListOf();
        foreach (var script in Gen.Sample(writes, 60, 12))
            await CheckAsync([.. script]);
    }

    private static async Task CheckAsync((string Verb, int Key)[] script)
    {
        await using var server = await SampleApiServer.StartAsync();
        using var client = new SampleClient(server);
        for (var i = 0; i < 4; i++)
            server.Store.Create(ResourceKinds.Event, SampleEvents.Core("e" + i));
        var writing = Task.Run(() => Array.ForEach(script, w => Write(server.Store, w.Verb, "e" + w.Key)));

        var (seen, version) = await ListAsync(client);
        await writing;
        var last = server.Store.Create(ResourceKinds.Event, SampleEvents.Core("last"));
        using (var watch = await client.WatchAsync($"/api/v1/events?watch=1&resourceVersion={version}"))
            await FollowAsync(watch, seen, last.ResourceVersion);

        var final = server.Store.Snapshot(ResourceKinds.Event).Items.ToDictionary(i => i.Name, i => i.ResourceVersion);
        Assert.Equal(final.OrderBy(p => p.Key), seen.OrderBy(p => p.Key));
    }

    private static async Task<(Dictionary<string, long> Seen, string Version)> ListAsync(SampleClient client)
    {
        var seen = new Dictionary<string, long>();
        var next = "";
        while (true)
        {
            var page = await client.GetAsync("/api/v1/events?limit=2" + next);
            foreach (var item in page["items"]!.AsArray())
                seen.Add((string)item!["metadata"]!["name"]!, VersionOf(item));
            if ((string?)page["metadata"]!["continue"] is not { } token)
                return (seen, (string)page["metadata"]!["resourceVersion"]!);
            next = "&continue=" + token;
        }
    }

    private static async Task FollowAsync(WatchReader watch, Dictionary<string, long> seen, long until)
    {
        while (true)
        {
            var change = await watch.NextAsync();
            var name = (string)change["object"]!["metadata"]!["name"]!;
            switch ((string)change["type"]!)
            {
                case "ADDED":
                    seen.Add(name, VersionOf(change["object"]!));
                    break;
                case "MODIFIED":
                    Assert.True(seen.ContainsKey(name));
                    seen[name] = VersionOf(change["object"]!);
                    break;
                default:
                    Assert.True(seen.Remove(name));
                    break;
            }

            if (VersionOf(change["object"]!) == until)
                return;
        }
    }

    private static long VersionOf(System.Text.Json.Nodes.JsonNode item) =>
        long.Parse((string)item["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture);

    private static void Write(ObjectStore store, string verb, string name)
    {
        var exists = store.Get(ResourceKinds.Event, "default", name) is not null;
        if (verb == "create" && !exists)
            store.Create(ResourceKinds.Event, SampleEvents.Core(name));
        else if (verb == "modify" && exists)
            store.Modify(ResourceKinds.Event, "default", name, e => e["count"] = (int)e["count"]! + 1);
        else if (verb == "delete" && exists)
            store.Delete(ResourceKinds.Event, "default", name);
    }
}
