namespace EventExporter.Backtest;

/// <summary>The fate of each past event at one receiver, a byte each.</summary>
internal sealed class EventFates
{
    private byte[] _fates = new byte[1024];

    /// <summary>How many past events there were.</summary>
    public long Count { get; private set; }

    public EventFate this[long index]
    {
        get => index < _fates.Length ? (EventFate)_fates[index] : EventFate.NotRouted;
        set
        {
            Reach(index);
            _fates[index] = (byte)value;
        }
    }

    /// <summary>Whether whoever reads what the receiver gets hears of the event.</summary>
    public bool IsHeard(long index) => this[index] is EventFate.Told or EventFate.Gathered;

    /// <summary>The event was there, whatever becomes of it.</summary>
    public void Reach(long index)
    {
        if (index >= _fates.Length)
            Array.Resize(ref _fates, (int)Math.Max(index + 1, _fates.Length * 2L));
        Count = Math.Max(Count, index + 1);
    }

    public long Sum(EventFate fate)
    {
        var sum = 0L;
        for (var i = 0L; i < Count; i++)
            sum += this[i] == fate ? 1 : 0;
        return sum;
    }
}
