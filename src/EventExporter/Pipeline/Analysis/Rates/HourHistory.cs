using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Rates;

/// <summary>
/// One byte for each hour of the last weeks; 0 where nothing was written. A week in which there was nothing takes no room. Hours are counted
/// from the beginning of year 1, a Monday: hour 0 of a week is Monday from 0 to 1 o'clock UTC.
/// </summary>
internal sealed class HourHistory(int weeks)
{
    public const int HoursOfWeek = 168;

    private readonly byte[]?[] _weeks = new byte[weeks][];
    private readonly long[] _which = new long[weeks];

    public byte this[long hour]
    {
        get
        {
            var (week, place) = Math.DivRem(hour, HoursOfWeek);
            var slot = (int)(week % weeks);
            return _which[slot] == week && _weeks[slot] is { } hours ? hours[place] : (byte)0;
        }

        set
        {
            var (week, place) = Math.DivRem(hour, HoursOfWeek);
            var slot = (int)(week % weeks);
            if (_which[slot] > week || (value == 0 && _which[slot] != week))
                return;
            if (_which[slot] != week || _weeks[slot] is null)
                (_which[slot], _weeks[slot]) = (week, new byte[HoursOfWeek]);
            _weeks[slot]![place] = value;
        }
    }

    /// <summary>Nothing was written in the weeks that count at <paramref name="hour"/>.</summary>
    public bool IsEmptyAt(long hour)
    {
        var week = hour / HoursOfWeek;
        for (var slot = 0; slot < weeks; slot++)
        {
            if (_weeks[slot] is not null && _which[slot] > week - weeks)
                return false;
        }

        return true;
    }

    public void Save(PayloadWriter state)
    {
        for (var slot = 0; slot < weeks; slot++)
        {
            state.Signed(_weeks[slot] is null ? 0 : _which[slot]);
            if (_weeks[slot] is { } hours)
                state.Blob(hours);
        }
    }

    /// <param name="written">How many weeks it had when it was written.</param>
    public void Load(ref PayloadReader state, int written)
    {
        for (var slot = 0; slot < written; slot++)
        {
            if (state.Signed() is var week and > 0)
                Load(week, state.Blob());
        }
    }

    private void Load(long week, ReadOnlySpan<byte> hours)
    {
        if (hours.Length != HoursOfWeek)
            throw new InvalidDataException("A week has another number of hours.");
        for (var place = 0; place < HoursOfWeek; place++)
        {
            if (hours[place] > 0)
                this[(week * HoursOfWeek) + place] = hours[place];
        }
    }
}
