using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>
/// The metadata that was read of late, of at most so many objects. What has expired stays until it is pushed out: it is no longer an
/// answer, but still the last that was known of an object, should the object be gone or the API server fail.
/// </summary>
internal sealed class ObjectCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LruMap<ObjectIdentity, CachedObject> _objects = new(capacity);

    public int Count
    {
        get
        {
            lock (_gate)
                return _objects.Count;
        }
    }

    /// <summary>Null if the facts are not known or have expired.</summary>
    public ObjectFacts? FactsAbout(in ObjectIdentity identity, string node, long now)
    {
        lock (_gate)
            return _objects.TryGet(identity, out var cached) && cached.Facts is not null && cached.FactsExpire > now ? cached.FactsOn(node) : null;
    }

    /// <summary>The last that was read, expired or not; null if that is forgotten.</summary>
    public CachedObject? LastOf(in ObjectIdentity identity)
    {
        lock (_gate)
            return _objects.TryGet(identity, out var cached) ? cached : null;
    }

    public void Put(in ObjectIdentity identity, CachedObject cached)
    {
        lock (_gate)
            _objects.Put(identity, cached);
    }

    public void PutFacts(in ObjectIdentity identity, ObjectFacts facts, long expire)
    {
        lock (_gate)
        {
            if (_objects.TryGet(identity, out var cached))
                cached.Know(facts, expire);
        }
    }
}
