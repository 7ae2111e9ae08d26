namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// The events that were taken from the journal and are not settled, in order, with those among them that are. Knows the lowest
/// unsettled sequence number, which is what the bookmark must not pass. Not thread-safe: the ledger guards it.
/// </summary>
internal sealed class UnsettledWindow
{
    private Entry[] _ring = new Entry[16];
    private int _head;
    private int _length;

    /// <summary>Events not settled.</summary>
    public int Unsettled { get; private set; }

    /// <summary>Entries kept: the unsettled ones, and settled ones behind the first unsettled.</summary>
    public int Length => _length;

    /// <summary>The lowest unsettled sequence number, or null.</summary>
    public long? First => _length == 0 ? null : _ring[_head].Sequence;

    /// <summary>When the lowest unsettled event was read from the cluster; only where there is one.</summary>
    public DateTimeOffset FirstObservedAt => _ring[_head].ObservedAt;

    public void Add(long sequence, DateTimeOffset observedAt)
    {
        if (_length == _ring.Length)
            Grow();
        _ring[At(_length++)] = new Entry(sequence, observedAt, Settled: false);
        Unsettled++;
    }

    /// <summary>Marks an event as settled; false if it is not here or was settled before.</summary>
    public bool Settle(long sequence)
    {
        var place = Find(sequence);
        if (place < 0 || _ring[At(place)].Settled)
            return false;
        _ring[At(place)] = _ring[At(place)] with { Settled = true };
        Unsettled--;
        while (_length > 0 && _ring[_head].Settled)
        {
            _head = At(1);
            _length--;
        }

        return true;
    }

    /// <summary>The sequence numbers of the unsettled events, in order.</summary>
    public IEnumerable<long> Open()
    {
        for (var i = 0; i < _length; i++)
        {
            if (!_ring[At(i)].Settled)
                yield return _ring[At(i)].Sequence;
        }
    }

    private int Find(long sequence)
    {
        int low = 0, high = _length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _ring[At(middle)].Sequence;
            if (found == sequence)
                return middle;
            if (found < sequence)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    private int At(int place) => (_head + place) & (_ring.Length - 1);

    private void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var i = 0; i < _length; i++)
            larger[i] = _ring[At(i)];
        _ring = larger;
        _head = 0;
    }

    private readonly record struct Entry(long Sequence, DateTimeOffset ObservedAt, bool Settled);
}
