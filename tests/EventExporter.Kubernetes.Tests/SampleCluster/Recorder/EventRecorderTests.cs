using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Recorder;
using EventExporter.SampleCluster.Storage;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Recorder;

public sealed class EventRecorderTests
{
    private static readonly EventSubject Pod = new("v1", "Pod", "shop", "cart-0", "u-1", "7");

    private readonly ManualTimeProvider _time = new();
    private readonly ObjectStore _store;

    public EventRecorderTests() => _store = new ObjectStore(_time);

    [Fact]
    public void Equal_events_are_counted_in_one_object()
    {
        var recorder = new EventRecorder(_store, "kubelet", "node-a");
        for (var i = 0; i < 5; i++)
        {
            recorder.Warning(Pod, "BackOff", "Back-off");
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var stored = Assert.Single(Events());
        Assert.Equal(5, (int)stored["count"]!);
        Assert.Equal("2026-01-01T00:00:00Z", (string?)stored["firstTimestamp"]);
        Assert.Equal("2026-01-01T00:00:40Z", (string?)stored["lastTimestamp"]);
        Assert.Equal("kubelet", (string?)stored["metadata"]!["managedFields"]![0]!["manager"]);
    }

    [Fact]
    public void From_the_tenth_differing_message_on_events_are_combined()
    {
        var recorder = new EventRecorder(_store, "replicaset-controller");
        for (var i = 0; i < 14; i++)
            recorder.Warning(Pod, "FailedCreate", $"pods \"x-{i}\" is forbidden");

        var combined = Assert.Single(Events(), e => ((string)e["message"]!).StartsWith("(combined from similar events): ", StringComparison.Ordinal));
        Assert.Equal(5, (int)combined["count"]!);
        Assert.EndsWith("\"x-13\" is forbidden", (string?)combined["message"]);
        Assert.Equal(10, Events().Count);
    }

    [Fact]
    public void The_spam_limit_hides_occurrences_until_a_token_is_earned()
    {
        var recorder = new EventRecorder(_store, "kubelet", "node-a");
        for (var i = 0; i < 40; i++)
            recorder.Warning(Pod, "BackOff", "Back-off");

        Assert.Equal(25, (int)Assert.Single(Events())["count"]!);
        Assert.Equal(15, recorder.Dropped);

        _time.Advance(TimeSpan.FromMinutes(5));
        recorder.Warning(Pod, "BackOff", "Back-off");
        Assert.Equal(41, (int)Assert.Single(Events())["count"]!);
    }

    [Fact]
    public void A_series_shows_two_then_nothing_until_heartbeat_or_end()
    {
        var recorder = new SeriesRecorder(_store, "default-scheduler", "default-scheduler-a");
        recorder.Warning(Pod, "FailedScheduling", "Scheduling", "first note");
        Assert.Null(Assert.Single(Events())["series"]);

        for (var i = 0; i < 9; i++)
            recorder.Warning(Pod, "FailedScheduling", "Scheduling", "another note");
        Assert.Equal(2, (int)Assert.Single(Events())["series"]!["count"]!);
        Assert.Equal("first note", (string?)Assert.Single(Events())["message"]);

        _time.Advance(TimeSpan.FromMinutes(6));
        recorder.Tend();
        Assert.Equal(10, (int)Assert.Single(Events())["series"]!["count"]!);

        recorder.Warning(Pod, "FailedScheduling", "Scheduling", "a new one");
        Assert.Equal(2, Events().Count);
    }

    private List<JsonObject> Events() => [.. _store.Snapshot(ResourceKinds.Event).Items.Select(i => i.ToJson())];
}
