namespace EventExporter.Pipeline.Journal;

/// <summary>Where the receivers stand. In memory at once; the writer puts what changed into its next transaction.</summary>
internal sealed class Bookmarks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BookmarkChange> _unwritten = new(StringComparer.Ordinal);

    public bool HasUnwritten
    {
        get
        {
            lock (_gate)
                return _unwritten.Count > 0;
        }
    }

    /// <summary>Null if there are none.</summary>
    public long? Lowest
    {
        get
        {
            lock (_gate)
                return _all.Count == 0 ? null : _all.Values.Min();
        }
    }

    public long? Get(string receiver)
    {
        lock (_gate)
            return _all.TryGetValue(receiver, out var sequence) ? sequence : null;
    }

    /// <summary>From the file; what is here already is newer.</summary>
    public void Load(string receiver, long sequence)
    {
        lock (_gate)
            _all.TryAdd(receiver, sequence);
    }

    public void Move(string receiver, long sequence)
    {
        lock (_gate)
        {
            _all[receiver] = sequence;
            _unwritten[receiver] = (_unwritten.GetValueOrDefault(receiver) ?? new BookmarkChange()) with { Sequence = sequence };
        }
    }

    /// <summary>Together with what the receiver holds back.</summary>
    public void Move(string receiver, long sequence, string part, byte[] held)
    {
        lock (_gate)
        {
            _all[receiver] = sequence;
            _unwritten[receiver] = new BookmarkChange { Sequence = sequence, Part = part, Held = held };
        }
    }

    /// <summary>To where the file has it already; never back.</summary>
    public void Advance(string receiver, long sequence)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue(receiver, out var now) || now >= sequence)
                return;
            _all[receiver] = sequence;
            if (_unwritten.GetValueOrDefault(receiver) is { Held: not null } change)
                _unwritten[receiver] = change with { Sequence = sequence };
            else
                _unwritten.Remove(receiver);
        }
    }

    public void KeepOnly(IReadOnlyCollection<string> receivers)
    {
        lock (_gate)
        {
            foreach (var gone in _all.Keys.Except(receivers, StringComparer.Ordinal).ToArray())
            {
                _all.Remove(gone);
                _unwritten[gone] = new BookmarkChange();
            }
        }
    }

    /// <summary>Receivers that have not passed <paramref name="sequence"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Before(long sequence)
    {
        lock (_gate)
            return _all.Where(b => b.Value < sequence).OrderBy(b => b.Key, StringComparer.Ordinal).ToArray();
    }

    public IReadOnlyList<KeyValuePair<string, BookmarkChange>> Unwritten()
    {
        lock (_gate)
            return _unwritten.Count == 0 ? [] : _unwritten.ToArray();
    }

    /// <summary>The transaction that held these is committed.</summary>
    public void Written(IReadOnlyList<KeyValuePair<string, BookmarkChange>> bookmarks)
    {
        if (bookmarks.Count == 0)
            return;
        lock (_gate)
        {
            foreach (var (receiver, change) in bookmarks)
            {
                if (_unwritten.TryGetValue(receiver, out var now) && ReferenceEquals(now, change))
                    _unwritten.Remove(receiver);
            }
        }
    }
}
