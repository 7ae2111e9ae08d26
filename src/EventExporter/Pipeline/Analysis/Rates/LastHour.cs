using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Rates;

/// <summary>How much was counted in the last 60 minutes, to the minute.</summary>
internal sealed class LastHour
{
    private const int Minutes = 60;

    private readonly int[] _minutes = new int[Minutes];
    private long _latest;

    public long Sum { get; private set; }

    public void Add(long minute, int amount)
    {
        MoveTo(minute);
        if (minute <= _latest - Minutes)
            return;
        _minutes[minute % Minutes] += amount;
        Sum += amount;
    }

    /// <summary>Forgets what lies an hour behind <paramref name="minute"/>.</summary>
    public void MoveTo(long minute)
    {
        if (minute - _latest >= Minutes)
        {
            Array.Clear(_minutes);
            (Sum, _latest) = (0, minute);
            return;
        }

        for (; _latest < minute; _latest++)
        {
            Sum -= _minutes[(_latest + 1) % Minutes];
            _minutes[(_latest + 1) % Minutes] = 0;
        }
    }

    public void Save(PayloadWriter state)
    {
        state.Signed(_latest);
        foreach (var count in _minutes)
            state.Signed(count);
    }

    public void Load(ref PayloadReader state)
    {
        _latest = state.Signed();
        for (var i = 0; i < Minutes; i++)
        {
            _minutes[i] = state.Int32();
            Sum += _minutes[i];
        }
    }
}
