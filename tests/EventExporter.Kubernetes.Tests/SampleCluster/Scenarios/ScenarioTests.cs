using EventExporter.SampleCluster.Scenarios;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Scenarios;

public sealed class ScenarioTests
{
    public static TheoryData<string> Short =>
        [.. ScenarioCatalog.All.Select(s => s.Name).Where(n => n is not "batch-run")];

    [Fact]
    public void The_same_seed_tells_the_same_story_byte_for_byte() =>
        Assert.Equal(Told("demo", seed: 3, minutes: 5), Told("demo", seed: 3, minutes: 5));

    [Fact]
    public void Another_seed_tells_another_story() =>
        Assert.NotEqual(Told("demo", seed: 3, minutes: 5), Told("demo", seed: 4, minutes: 5));

    [Fact]
    public void The_demo_shows_trouble_within_three_seconds()
    {
        var (store, player) = Staged("demo", seed: 1);
        player.RunFor(TimeSpan.FromSeconds(3));

        var reasons = store.Snapshot(ResourceKinds.Event).Items.Select(i => (string)i.ToJson()["reason"]!).ToHashSet();
        Assert.Superset(new HashSet<string> { "ScalingReplicaSet", "SuccessfulCreate", "Scheduled", "Pulling", "Failed" }, reasons);
    }

    [Theory]
    [MemberData(nameof(Short))]
    public void Every_scenario_makes_events_about_objects_and_leaves_the_cluster_as_large_as_it_was(string name)
    {
        var (store, player) = Staged(name, seed: 2);
        var pods = store.Snapshot(ResourceKinds.Pod).Items.Count;
        player.RunFor(TimeSpan.FromMinutes(10));

        var events = store.Snapshot(ResourceKinds.Event).Items.Select(i => i.ToJson()).ToList();
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.False(string.IsNullOrEmpty((string?)e["involvedObject"]!["name"])));
        Assert.InRange(store.Snapshot(ResourceKinds.Pod).Items.Count, pods - 2, pods + 16);
    }

    [Fact]
    public void A_rollout_that_gets_stuck_leaves_growing_counts_and_its_pods_go()
    {
        var (store, player) = Staged("bad-image", seed: 1);
        player.RunFor(TimeSpan.FromSeconds(50));
        Assert.Contains(store.Snapshot(ResourceKinds.Event).Items, i => i.ToJson() is var e && (string?)e["reason"] == "BackOff" && (int)e["count"]! > 2);
        var broken = store.Snapshot(ResourceKinds.Pod).Items.First(p => p.Labels["version"] == "1.5.0-rc1");

        player.RunFor(TimeSpan.FromMinutes(2));
        Assert.Null(store.Get(ResourceKinds.Pod, broken.Namespace, broken.Name));
    }

    [Fact]
    public async Task Paced_it_waits_for_the_clock()
    {
        var time = new ManualTimeProvider();
        var store = new ObjectStore(time);
        BaseNamespaces.Create(store);
        var player = new ScenarioPlayer(store, ScenarioCatalog.Find("bad-image")!, new ScenarioOptions { Speed = 10 });
        using var stop = new CancellationTokenSource();
        var playing = player.PlayAsync(stop.Token);

        Assert.InRange(player.Elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        for (var i = 0; i < 50; i++)
            time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.InRange(player.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(51));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }

    private static string Told(string name, int seed, int minutes)
    {
        var time = new ManualTimeProvider();
        var store = new ObjectStore(time, new ObjectStoreOptions { Seed = seed });
        BaseNamespaces.Create(store);
        var player = new ScenarioPlayer(store, ScenarioCatalog.Find(name)!, new ScenarioOptions { Seed = seed });
        player.RunFor(TimeSpan.FromMinutes(minutes));
        return string.Join('\n', store.Snapshot(ResourceKinds.Event).Items.Concat(store.Snapshot(ResourceKinds.Pod).Items).Select(i => i.ToJson().ToJsonString()));
    }

    private static (ObjectStore Store, ScenarioPlayer Player) Staged(string name, int seed)
    {
        var store = new ObjectStore(new ManualTimeProvider());
        BaseNamespaces.Create(store);
        return (store, new ScenarioPlayer(store, ScenarioCatalog.Find(name)!, new ScenarioOptions { Seed = seed }));
    }
}
