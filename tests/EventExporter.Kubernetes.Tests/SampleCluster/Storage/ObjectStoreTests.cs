using EventExporter.Kubernetes.Tests.SampleCluster.Support;
using EventExporter.SampleCluster.Storage;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Storage;

public sealed class ObjectStoreTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Every_write_gets_the_next_version()
    {
        var store = new ObjectStore(_time, new ObjectStoreOptions { FirstResourceVersion = 7 });

        var first = store.Create(ResourceKinds.Event, SampleEvents.Core("a"));
        var second = store.Modify(ResourceKinds.Event, "default", "a", e => e["count"] = 2);
        var gone = store.Delete(ResourceKinds.Event, "default", "a");

        Assert.Equal([7L, 8L, 9L], [first.ResourceVersion, second.ResourceVersion, gone.ResourceVersion]);
        Assert.Equal(first.Uid, second.Uid);
    }

    [Fact]
    public void An_event_expires_as_a_deletion_and_each_write_renews_it()
    {
        var store = new ObjectStore(_time, new ObjectStoreOptions { EventTtl = TimeSpan.FromHours(1), HistoryWindow = null });
        store.Create(ResourceKinds.Event, SampleEvents.Core("idle"));
        store.Create(ResourceKinds.Event, SampleEvents.Core("renewed"));
        using var changes = store.Subscribe(ResourceKinds.Event, store.ResourceVersion)!;

        _time.Advance(TimeSpan.FromMinutes(50));
        store.Modify(ResourceKinds.Event, "default", "renewed", e => e["count"] = 2);
        _time.Advance(TimeSpan.FromMinutes(10));
        store.Sweep();

        Assert.True(changes.Changes.TryRead(out var renewal));
        Assert.Equal(ChangeType.Modified, renewal.Type);
        Assert.True(changes.Changes.TryRead(out var expiry));
        Assert.Equal((ChangeType.Deleted, "idle"), (expiry.Type, expiry.Object.Name));
        Assert.False(changes.Changes.TryRead(out _));
    }

    [Fact]
    public void Changes_older_than_the_window_cannot_be_replayed()
    {
        var store = new ObjectStore(_time, new ObjectStoreOptions { HistoryWindow = TimeSpan.FromMinutes(5) });
        var old = store.Create(ResourceKinds.Event, SampleEvents.Core("a")).ResourceVersion;
        _time.Advance(TimeSpan.FromMinutes(6));
        var recent = store.Create(ResourceKinds.Event, SampleEvents.Core("b")).ResourceVersion;
        store.Sweep();

        Assert.Null(store.Subscribe(ResourceKinds.Event, old - 1));
        Assert.Null(store.SnapshotAt(ResourceKinds.Event, old - 1));
        using var fromOld = store.Subscribe(ResourceKinds.Event, old);
        Assert.NotNull(fromOld);
        Assert.True(fromOld.Changes.TryRead(out var change));
        Assert.Equal(recent, change.Version);
    }

    [Fact]
    public void A_view_of_an_earlier_version_shows_what_was_then()
    {
        var store = new ObjectStore(_time);
        store.Create(ResourceKinds.Event, SampleEvents.Core("a"));
        store.Create(ResourceKinds.Event, SampleEvents.Core("b"));
        var then = store.ResourceVersion;
        store.Delete(ResourceKinds.Event, "default", "a");
        store.Modify(ResourceKinds.Event, "default", "b", e => e["count"] = 5);
        store.Create(ResourceKinds.Event, SampleEvents.Core("c"));

        var view = store.SnapshotAt(ResourceKinds.Event, then)!;

        Assert.Equal(["a", "b"], view.Items.Select(i => i.Name));
        Assert.Equal(1, (int)view.Items[1].ToJson()["count"]!);
    }

    [Fact]
    public void An_update_from_an_older_version_is_a_conflict()
    {
        var store = new ObjectStore(_time);
        var stale = store.Create(ResourceKinds.Event, SampleEvents.Core("a")).ToJson();
        store.Modify(ResourceKinds.Event, "default", "a", e => e["count"] = 2);

        var refused = Assert.Throws<ApiException>(() => store.Update(ResourceKinds.Event, stale));

        Assert.Equal((409, "Conflict"), (refused.Status.Code, refused.Status.Reason));
    }

    [Fact]
    public void The_same_seed_gives_the_same_uids()
    {
        string First() => new ObjectStore(_time, new ObjectStoreOptions { Seed = 5 }).Create(ResourceKinds.Event, SampleEvents.Core("a")).Uid;

        Assert.Equal(First(), First());
    }
}
