using System.Runtime.InteropServices;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Sources.Occurrences;

/// <summary>
/// The seen-set: what was last seen of every event object that the API server still has, and so by how much each one grew. No I/O and no
/// clock of its own; may be shared by several watches.
/// <list type="bullet">
/// <item>A count that grew is that many occurrences. A changed object whose count did not grow is none: what changed is its metadata, or
/// the recorder has not counted yet and will.</item>
/// <item>A count that fell in a later version was begun anew by its recorder: all of it is growth.</item>
/// <item>A version that was seen before, or an older one, comes from reading a stretch of the watch twice, and is none.</item>
/// </list>
/// So the deltas of one object add up to its final count minus its count at the start.
/// </summary>
internal sealed class OccurrenceTracker
{
    private const int GoneCount = 0;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Memory> _seen = [];
    private bool _mark;
    private bool _listing;

    /// <summary>Event objects remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _seen.Count;
        }
    }

    /// <summary>Takes up what was committed before a restart. Later entries of a uid replace earlier ones; a count of 0 says it is gone.</summary>
    /// <param name="oldest">Entries last seen before this are left out.</param>
    public void Restore(IEnumerable<SeenEntry> entries, DateTimeOffset oldest)
    {
        var limit = Seconds(oldest);
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                if (entry.Count == GoneCount || entry.LastSeen < limit)
                    _seen.Remove(entry.Uid);
                else
                    _seen[entry.Uid] = new Memory(entry.Version, entry.Count, entry.LastSeen, _mark);
            }
        }
    }

    /// <summary>An ADDED or MODIFIED line of a watch.</summary>
    public Sighting SeeWatched(ClusterEvent @event) => See(@event, listed: false);

    /// <summary>An item of a list. It is the present state, whatever its version: the server's data may have been restored from a backup.</summary>
    public Sighting SeeListed(ClusterEvent @event) => See(@event, listed: true);

    /// <summary>A DELETED line: the event has expired. Returns what to commit so that it stays forgotten; null if it was not known.</summary>
    public SeenEntry? Forget(ClusterEvent @event)
    {
        var uid = SeenKeys.OfUid(@event.Uid);
        lock (_gate)
        {
            return _seen.Remove(uid, out var known) ? new SeenEntry(uid, known.Version, GoneCount, known.LastSeen) : null;
        }
    }

    /// <summary>From here to <see cref="EndList"/> it is noted what the list holds. Begun again after a failure, it goes on.</summary>
    public void BeginList()
    {
        lock (_gate)
        {
            if (!_listing)
                _mark = !_mark;
            _listing = true;
        }
    }

    /// <summary>The list is complete: what it did not hold has expired and is forgotten. Returns what to commit of that.</summary>
    /// <param name="forgetAbsent">False where the list was of one namespace among several.</param>
    public IReadOnlyList<SeenEntry> EndList(bool forgetAbsent)
    {
        lock (_gate)
        {
            _listing = false;
            return forgetAbsent ? Remove(known => known.Mark != _mark) : [];
        }
    }

    /// <summary>Forgets what was last seen before this, in case its expiry was never told.</summary>
    public IReadOnlyList<SeenEntry> ForgetOlderThan(DateTimeOffset oldest)
    {
        var limit = Seconds(oldest);
        lock (_gate)
            return Remove(known => known.LastSeen < limit);
    }

    private Sighting See(ClusterEvent @event, bool listed)
    {
        var uid = SeenKeys.OfUid(@event.Uid);
        var now = new Memory(SeenKeys.OfVersion(@event.ResourceVersion), @event.TotalCount, Seconds(@event.ObservedAt), _mark);
        lock (_gate)
        {
            now.Mark = _mark;
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, uid, out var exists);
            if (!exists)
            {
                known = now;
                return new Sighting(true, now.Count, now.ToEntry(uid), true);
            }

            var growth = listed ? Math.Max(0, now.Count - known.Count) : GrowthWatched(known, now);
            var count = known.Count;
            if (listed || !IsOlder(now, known))
                known = now;
            known.Mark = _mark;
            return new Sighting(false, growth, known.ToEntry(uid), known.Count != count);
        }
    }

    private static int GrowthWatched(Memory known, Memory now)
    {
        if (now.Version == known.Version || IsOlder(now, known))
            return 0;
        if (now.Count >= known.Count)
            return now.Count - known.Count;
        return SeenKeys.AreOrdered(known.Version, now.Version) ? now.Count : 0;
    }

    private static bool IsOlder(Memory now, Memory known) =>
        SeenKeys.AreOrdered(now.Version, known.Version) && now.Version < known.Version;

    private List<SeenEntry> Remove(Func<Memory, bool> leaves)
    {
        var gone = new List<SeenEntry>();
        foreach (var (uid, known) in _seen)
        {
            if (leaves(known))
                gone.Add(new SeenEntry(uid, known.Version, GoneCount, known.LastSeen));
        }

        foreach (var entry in gone)
            _seen.Remove(entry.Uid);
        return gone;
    }

    private static uint Seconds(DateTimeOffset time) => (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);

    /// <summary>16 bytes an entry. The sign of the count is spent on the mark.</summary>
    private struct Memory(ulong version, int count, uint lastSeen, bool mark)
    {
        private const uint MarkBit = 1u << 31;

        public ulong Version = version;
        public uint LastSeen = lastSeen;
        private uint _count = (uint)count | (mark ? MarkBit : 0);

        public readonly int Count => (int)(_count & ~MarkBit);

        public bool Mark
        {
            readonly get => (_count & MarkBit) != 0;
            set => _count = value ? _count | MarkBit : _count & ~MarkBit;
        }

        public readonly SeenEntry ToEntry(UInt128 uid) => new(uid, Version, Count, LastSeen);
    }
}
