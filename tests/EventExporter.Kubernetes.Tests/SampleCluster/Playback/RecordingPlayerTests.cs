using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Playback;
using EventExporter.SampleCluster.Storage;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Playback;

public sealed class RecordingPlayerTests
{
    private static readonly string Folder = FindFolder();

    private readonly ObjectStore _store = new(new ManualTimeProvider(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void It_ends_with_exactly_the_events_and_counts_of_the_recorded_end()
    {
        var player = RecordingPlayer.Load(_store, Folder);
        player.PlayAll();

        var final = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "final.json")))!["items"]!.AsArray();
        Assert.Equal(209, player.Played);
        Assert.Equal(final.Select(Summary).Order(), _store.Snapshot(ResourceKinds.Event).Items.Select(i => Summary(i.ToJson())).Order());
    }

    [Fact]
    public void A_watcher_sees_the_recorded_watch()
    {
        using var changes = _store.Subscribe(ResourceKinds.Event, _store.ResourceVersion)!;
        RecordingPlayer.Load(_store, Folder).PlayAll();

        foreach (var line in File.ReadLines(Path.Combine(Folder, "watch.jsonl")))
        {
            var recorded = JsonNode.Parse(line)!;
            Assert.True(changes.Changes.TryRead(out var played));
            Assert.Equal((string?)recorded["type"], played.Type.ToString().ToUpperInvariant());
            var (expected, actual) = (recorded["object"]!.AsObject(), played.Object.ToJson());
            expected["metadata"]!.AsObject().Remove("resourceVersion");
            actual["metadata"]!.AsObject().Remove("resourceVersion");
            Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
        }
    }

    [Fact]
    public void Owners_and_labels_of_the_recorded_objects_are_there()
    {
        RecordingPlayer.Load(_store, Folder);
        var pod = _store.Get(ResourceKinds.Pod, "batch", "import-d6j8l")!;
        Assert.Equal("4dc81027-08c5-46b7-8382-dba989bc43bb", pod.Uid);
        Assert.Equal("data", pod.Labels["team"]);
    }

    [Fact]
    public void Moved_to_now_it_begins_now()
    {
        RecordingPlayer.Load(_store, Folder, moveToNow: true).Step();
        Assert.Equal("2026-11-21T00:00:00Z", (string?)_store.Snapshot(ResourceKinds.Event).Items.Single().ToJson()["lastTimestamp"]);
    }

    private static string Summary(JsonNode? item) =>
        $"{item!["metadata"]!["uid"]} {item["reason"]} count={item["count"]} series={item["series"]?["count"]} {item["message"]}";

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "examples", "recordings", "control-plane");
            if (Directory.Exists(candidate))
                return candidate;
        }

        throw new DirectoryNotFoundException("examples/recordings/control-plane");
    }
}
