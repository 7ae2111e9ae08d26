using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>
/// How many different values were seen in a window that slides: of each value the latest time counts. Beyond <c>capacity</c> values those
/// seen longest ago go.
/// </summary>
internal sealed class DistinctWindow(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Value, long At)>> _values = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Value, long At)> _byTime = [];

    public int Count => _values.Count;

    public long Oldest => _byTime.First!.Value.At;

    public long Newest => _byTime.Last!.Value.At;

    public void Add(long at, string value)
    {
        if (_values.TryGetValue(value, out var known))
        {
            if (known.Value.At >= at)
                return;
            _byTime.Remove(known);
        }

        var before = _byTime.Last;
        while (before is not null && before.Value.At > at)
            before = before.Previous;
        _values[value] = before is null ? _byTime.AddFirst((value, at)) : _byTime.AddAfter(before, (value, at));
        if (_values.Count > capacity)
            RemoveOldest();
    }

    /// <summary>Removes what was last seen at or before a time.</summary>
    public void Expire(long until)
    {
        while (Count > 0 && Oldest <= until)
            RemoveOldest();
    }

    public void Save(PayloadWriter state)
    {
        state.Unsigned((ulong)Count);
        foreach (var (value, at) in _byTime)
        {
            state.String(value);
            state.Signed(at);
        }
    }

    public void Load(ref PayloadReader state)
    {
        for (var left = state.Count(); left > 0; left--)
        {
            var value = state.String();
            Add(state.Signed(), value);
        }
    }

    private void RemoveOldest()
    {
        _values.Remove(_byTime.First!.Value.Value);
        _byTime.RemoveFirst();
    }
}
