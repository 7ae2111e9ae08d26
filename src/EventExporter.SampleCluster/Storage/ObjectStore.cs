using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Storage;

/// <summary>
/// The cluster's objects under one resourceVersion that grows by one with each write, and the changes that led to them. It stands for etcd:
/// a list is a consistent view at one version, a subscription from that version sees every later write once and in order, and what is
/// compacted cannot be asked for any more. All members may be called from any thread.
/// </summary>
public sealed class ObjectStore
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ObjectStoreOptions _options;
    private readonly Dictionary<string, ImmutableSortedDictionary<string, StoredObject>> _objects = [];
    private readonly List<StoreSubscription> _subscriptions = [];
    private readonly Queue<(DateTimeOffset Due, StoredObject Object)> _leases = new();
    private readonly ChangeHistory _history;
    private readonly IdentitySource _identities;
    private long _version;
    private long _lastNanos;

    public ObjectStore(TimeProvider time, ObjectStoreOptions? options = null)
    {
        _time = time;
        _options = options ?? new ObjectStoreOptions();
        _history = new ChangeHistory(_options.HistoryLimit);
        _identities = new IdentitySource(_options.Seed);
        _version = _options.FirstResourceVersion - 1;
        _history.CompactTo(_version);
    }

    public TimeProvider Time => _time;

    /// <summary>The version of the latest write.</summary>
    public long ResourceVersion
    {
        get
        {
            lock (_gate)
                return _version;
        }
    }

    /// <summary>A watch can start at this version or later, not before.</summary>
    public long CompactedVersion
    {
        get
        {
            lock (_gate)
                return _history.CompactedVersion;
        }
    }

    public StoredObject Create(ResourceKind kind, JsonObject content, string manager = "sample-cluster") =>
        Create(kind, content, new WriteContext(manager));

    /// <summary>Replaces an object. A <c>metadata.resourceVersion</c> in the content must be the stored one.</summary>
    /// <exception cref="ApiException">404 when there is no such object, 409 when the version is another.</exception>
    public StoredObject Update(ResourceKind kind, JsonObject content, string manager = "sample-cluster") =>
        Update(kind, content, new WriteContext(manager));

    internal StoredObject Update(ResourceKind kind, JsonObject content, WriteContext context)
    {
        var (ns, name) = ObjectBody.NameOf(kind, content);
        lock (_gate)
        {
            var previous = Require(kind, ns, name);
            var expected = (string?)content["metadata"]?["resourceVersion"];
            if (!string.IsNullOrEmpty(expected) && expected != ObjectBody.Text(previous.ResourceVersion))
                throw new ApiException(ApiStatus.Conflict(kind, name));
            return Write(kind, content, previous, context);
        }
    }

    /// <summary>Changes the stored object in place, whatever its version.</summary>
    public StoredObject Modify(ResourceKind kind, string? ns, string name, Action<JsonObject> change, string manager = "sample-cluster")
    {
        lock (_gate)
        {
            var previous = Require(kind, ns, name);
            var content = previous.ParseBody();
            change(content);
            return Write(previous.Kind, content, previous, new WriteContext(manager));
        }
    }

    /// <exception cref="ApiException">404 when there is no such object.</exception>
    public StoredObject Delete(ResourceKind kind, string? ns, string name)
    {
        lock (_gate)
            return Remove(Require(kind, ns, name));
    }

    public StoredObject? Get(ResourceKind kind, string? ns, string name)
    {
        lock (_gate)
            return Objects(kind.StorageName).GetValueOrDefault(StoredObject.KeyOf(ns, name));
    }

    public StoreSnapshot Snapshot(ResourceKind kind)
    {
        ImmutableSortedDictionary<string, StoredObject> objects;
        long version;
        lock (_gate)
            (objects, version) = (Objects(kind.StorageName), _version);
        return new StoreSnapshot(version, [.. objects.Values]);
    }

    /// <summary>The objects as they were at a version; null when that version is compacted.</summary>
    public StoreSnapshot? SnapshotAt(ResourceKind kind, long version)
    {
        lock (_gate)
        {
            if (version < _history.CompactedVersion)
                return null;
            var objects = Objects(kind.StorageName).ToBuilder();
            foreach (var change in _history.NewestFirst().TakeWhile(c => c.Version > version))
            {
                if (change.Object.Kind.StorageName != kind.StorageName)
                    continue;
                if (change.Previous is null)
                    objects.Remove(change.Object.Key);
                else
                    objects[change.Object.Key] = change.Previous;
            }

            return new StoreSnapshot(version, [.. objects.Values]);
        }
    }

    /// <summary>All changes after a version; null when it is compacted and some of them are forgotten.</summary>
    public StoreSubscription? Subscribe(ResourceKind kind, long afterVersion)
    {
        lock (_gate)
        {
            if (afterVersion < _history.CompactedVersion)
                return null;
            var subscription = new StoreSubscription(this, kind.StorageName, afterVersion);
            foreach (var change in _history.After(afterVersion))
            {
                if (change.Object.Kind.StorageName == kind.StorageName)
                    subscription.Offer(change);
            }

            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Forgets all changes up to now: watches from before and continue tokens are answered with 410.</summary>
    public void Compact()
    {
        lock (_gate)
            _history.CompactTo(_version);
    }

    /// <summary>Lets events past their time to live go and forgets old changes. The server calls it once a second.</summary>
    public void Sweep()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_leases.TryPeek(out var lease) && lease.Due <= now)
            {
                _leases.Dequeue();
                if (ReferenceEquals(Objects(lease.Object.Kind.StorageName).GetValueOrDefault(lease.Object.Key), lease.Object))
                    Remove(lease.Object);
            }

            if (_options.HistoryWindow is { } window)
                _history.CompactBefore(now - window);
        }
    }

    internal StoredObject Create(ResourceKind kind, JsonObject content, WriteContext context)
    {
        lock (_gate)
        {
            ObjectBody.GenerateName(content, _identities);
            var (ns, name) = ObjectBody.NameOf(kind, content);
            if (Objects(kind.StorageName).ContainsKey(StoredObject.KeyOf(ns, name)))
                throw new ApiException(ApiStatus.AlreadyExists(kind, name));
            return Write(kind, content, previous: null, context);
        }
    }

    /// <summary>
    /// The name of a new event about an object: <c>name.hex-of-nanoseconds</c>. Two of one clock tick still differ, as they do in clusters, whose
    /// clocks tick in nanoseconds.
    /// </summary>
    internal string NextEventName(string about, DateTimeOffset now)
    {
        lock (_gate)
        {
            _lastNanos = Math.Max(_lastNanos + 1, (now - DateTimeOffset.UnixEpoch).Ticks * 100);
            return $"{about}.{_lastNanos:x}";
        }
    }

    internal void Unsubscribe(StoreSubscription subscription)
    {
        lock (_gate)
            _subscriptions.Remove(subscription);
        subscription.Complete();
    }

    private ImmutableSortedDictionary<string, StoredObject> Objects(string storageName) =>
        _objects.GetValueOrDefault(storageName) ?? ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal);

    private StoredObject Require(ResourceKind kind, string? ns, string name) =>
        Objects(kind.StorageName).GetValueOrDefault(StoredObject.KeyOf(ns, name)) ?? throw new ApiException(ApiStatus.NotFound(kind, name));

    private StoredObject Write(ResourceKind kind, JsonObject content, StoredObject? previous, WriteContext context)
    {
        var now = _time.GetUtcNow();
        var stored = ObjectBody.Build(kind, content, previous, _version + 1, now, _identities, context);
        _objects[stored.Kind.StorageName] = Objects(stored.Kind.StorageName).SetItem(stored.Key, stored);
        if (stored.Kind == ResourceKinds.Event && _options.EventTtl is { } ttl)
            _leases.Enqueue((now + ttl, stored));
        Publish(new StoreChange(_version + 1, previous is null ? ChangeType.Added : ChangeType.Modified, stored, previous, now));
        return stored;
    }

    private StoredObject Remove(StoredObject current)
    {
        var last = ObjectBody.WithVersion(current, _version + 1);
        _objects[current.Kind.StorageName] = Objects(current.Kind.StorageName).Remove(current.Key);
        Publish(new StoreChange(_version + 1, ChangeType.Deleted, last, current, _time.GetUtcNow()));
        return last;
    }

    private void Publish(StoreChange change)
    {
        _version = change.Version;
        _history.Append(change);
        foreach (var subscription in _subscriptions)
        {
            if (subscription.StorageName == change.Object.Kind.StorageName)
                subscription.Offer(change);
        }
    }
}
