using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>
/// A sum over a window that slides: exact as long as there are at most <c>capacity</c> different times in it. Beyond that neighbouring times
/// are taken together, two by two, at the later one of them: what is counted stays complete, and leaves the window a little late, by at
/// most eight parts in <c>capacity</c> of it. Times are UTC ticks.
/// </summary>
internal sealed class SlidingSum(int capacity)
{
    private Entry[] _entries = new Entry[4];
    private int _first;

    public int Count { get; private set; }

    public long Sum { get; private set; }

    public long Oldest => this[0].At;

    public long Newest => this[Count - 1].At;

    /// <summary>When the earliest of what is counted began; <see cref="long.MaxValue"/> if nothing is.</summary>
    public long EarliestStart
    {
        get
        {
            var earliest = long.MaxValue;
            for (var i = 0; i < Count; i++)
                earliest = Math.Min(earliest, this[i].Start);
            return earliest;
        }
    }

    private ref Entry this[int index] => ref _entries[(_first + index) & (_entries.Length - 1)];

    /// <param name="at">When it happened; need not be the latest.</param>
    /// <param name="start">When the first of <paramref name="amount"/> occurrences happened.</param>
    public void Add(long at, long amount, long start)
    {
        Sum += amount;
        var place = Count;
        while (place > 0 && this[place - 1].At > at)
            place--;
        if (place > 0 && this[place - 1].At == at)
        {
            ref var same = ref this[place - 1];
            same = new Entry(at, same.Amount + amount, Math.Min(same.Start, start));
            return;
        }

        if (Count == capacity)
        {
            Coarsen();
            Sum -= amount;
            Add(at, amount, start);
            return;
        }

        Insert(place, new Entry(at, amount, start));
    }

    /// <summary>Removes everything that happened at or before a time.</summary>
    public void Expire(long until)
    {
        while (Count > 0 && this[0].At <= until)
        {
            Sum -= this[0].Amount;
            _first = (_first + 1) & (_entries.Length - 1);
            Count--;
        }
    }

    public void Save(PayloadWriter state)
    {
        state.Unsigned((ulong)Count);
        var previous = 0L;
        for (var i = 0; i < Count; i++)
        {
            state.Signed(this[i].At - previous);
            state.Signed(this[i].Amount);
            state.Signed(this[i].At - this[i].Start);
            previous = this[i].At;
        }
    }

    public void Load(ref PayloadReader state)
    {
        var at = 0L;
        for (var left = state.Count(); left > 0; left--)
        {
            at += state.Signed();
            var amount = state.Signed();
            Add(at, amount, at - state.Signed());
        }
    }

    private void Insert(int place, Entry entry)
    {
        if (Count == _entries.Length)
            Grow();
        Count++;
        for (var i = Count - 1; i > place; i--)
            this[i] = this[i - 1];
        this[place] = entry;
    }

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        for (var i = 0; i < Count; i++)
            larger[i] = this[i];
        (_entries, _first) = (larger, 0);
    }

    /// <summary>Takes together what lies within the same part of the time that is covered; at most half the capacity is left, and one.</summary>
    private void Coarsen()
    {
        var width = (Newest - Oldest) / (capacity / 2);
        var (kept, begin) = (0, Oldest);
        for (var i = 1; i < Count; i++)
        {
            if (this[i].At - begin <= width)
            {
                this[kept] = new Entry(this[i].At, this[kept].Amount + this[i].Amount, Math.Min(this[kept].Start, this[i].Start));
                continue;
            }

            begin = this[i].At;
            this[++kept] = this[i];
        }

        Count = kept + 1;
    }

    private readonly record struct Entry(long At, long Amount, long Start);
}
