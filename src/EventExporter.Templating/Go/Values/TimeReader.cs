namespace EventExporter.Templating.Go.Values;

/// <summary>Reads times by Go's layouts.</summary>
internal sealed class TimeReader
{
    private readonly string _text;
    private int _at;
    private int _year;
    private int _month = 1;
    private int _day = 1;
    private int _dayOfYear;
    private int _hour;
    private int _minute;
    private int _second;
    private long _ticks;
    private bool? _isAfternoon;
    private TimeSpan? _offset;

    private TimeReader(string text) => _text = text;

    /// <summary>Null when the text does not fit the layout, or is no time that there is.</summary>
    /// <param name="zone">For texts without one of their own.</param>
    public static DateTimeOffset? Read(string layout, string text, TimeZoneInfo zone)
    {
        var reader = new TimeReader(text);
        return reader.Fits(layout) ? reader.Make(zone) : null;
    }

    private bool Fits(string layout)
    {
        var at = 0;
        while (at < layout.Length)
        {
            var part = TimeLayout.Next(layout, at, out var start, out var length);
            if (!TakeText(layout.AsSpan(at, start - at)) || (part != TimePart.None && !Take(part, layout.AsSpan(start, length))))
                return false;
            at = start + length;
            // A fraction may follow the seconds even where the layout has none.
            var isSecond = part is TimePart.ZeroSecond or TimePart.Second;
            if (isSecond && !(TimeLayout.Next(layout, at, out var next, out _) is TimePart.Fraction or TimePart.TrimmedFraction && next == at))
                TakeFraction(true);
        }
        return _at == _text.Length;
    }

    private DateTimeOffset? Make(TimeZoneInfo zone)
    {
        if (_isAfternoon is { } afternoon)
            _hour = _hour is < 1 or > 12 ? 99 : (_hour % 12) + (afternoon ? 12 : 0);
        if (_year is < 0 or > 9999 || _month is < 1 or > 12 || _hour > 23 || _minute > 59 || _second > 59)
            return null;
        var year = _year == 0 ? 1 : _year;
        if (_day < 1 || _day > DateTime.DaysInMonth(year, _month) || _dayOfYear > (DateTime.IsLeapYear(year) ? 366 : 365))
            return null;
        var date = new DateTime(year, _month, _day, _hour, _minute, _second, DateTimeKind.Unspecified).AddTicks(_ticks);
        if (_dayOfYear > 0)
            date = new DateTime(year, 1, 1).AddDays(_dayOfYear - 1).Add(date.TimeOfDay);
        var offset = _offset ?? zone.GetUtcOffset(date);
        var utc = date.Ticks - offset.Ticks;
        return utc >= 0 && utc <= DateTime.MaxValue.Ticks && offset.Duration() <= TimeSpan.FromHours(14) && offset.Ticks % TimeSpan.TicksPerMinute == 0
            ? new DateTimeOffset(date, offset)
            : null;
    }

    private bool Take(TimePart part, ReadOnlySpan<char> written) => part switch
    {
        TimePart.LongYear => TakeNumber(4, 4, out _year),
        TimePart.ShortYear => TakeNumber(2, 2, out _year) && (_year += _year >= 69 ? 1900 : 2000) > 0,
        TimePart.LongMonth => TakeName(GoTime.Months, 0, out _month) && ++_month > 0,
        TimePart.ShortMonth => TakeName(GoTime.Months, 3, out _month) && ++_month > 0,
        TimePart.Month => TakeNumber(1, 2, out _month),
        TimePart.ZeroMonth => TakeNumber(2, 2, out _month),
        TimePart.LongDay => TakeName(GoTime.Days, 0, out _),
        TimePart.ShortDay => TakeName(GoTime.Days, 3, out _),
        TimePart.Day or TimePart.BlankDay => TakeBlank() && TakeNumber(1, 2, out _day),
        TimePart.ZeroDay => TakeNumber(2, 2, out _day),
        TimePart.ZeroYearDay => TakeNumber(3, 3, out _dayOfYear) && _dayOfYear > 0,
        TimePart.BlankYearDay => TakeBlank() && TakeBlank() && TakeNumber(1, 3, out _dayOfYear) && _dayOfYear > 0,
        TimePart.Hour => TakeNumber(1, 2, out _hour),
        TimePart.Hour12 => TakeNumber(1, 2, out _hour),
        TimePart.ZeroHour12 => TakeNumber(2, 2, out _hour),
        TimePart.Minute => TakeNumber(1, 2, out _minute),
        TimePart.ZeroMinute => TakeNumber(2, 2, out _minute),
        TimePart.Second => TakeNumber(1, 2, out _second),
        TimePart.ZeroSecond => TakeNumber(2, 2, out _second),
        TimePart.UpperHalf => TakeHalf("AM", "PM"),
        TimePart.LowerHalf => TakeHalf("am", "pm"),
        TimePart.Fraction or TimePart.TrimmedFraction => TakeFraction(part == TimePart.TrimmedFraction),
        TimePart.Zone => TakeZone(),
        _ => TakeOffset(written),
    };

    private bool TakeText(ReadOnlySpan<char> text)
    {
        if (!_text.AsSpan(_at).StartsWith(text))
            return false;
        _at += text.Length;
        return true;
    }

    private bool TakeBlank()
    {
        if (_at < _text.Length && _text[_at] == ' ')
            _at++;
        return true;
    }

    private bool TakeNumber(int least, int most, out int value)
    {
        var start = _at;
        value = 0;
        while (_at < _text.Length && _at - start < most && char.IsAsciiDigit(_text[_at]))
            value = (value * 10) + (_text[_at++] - '0');
        return _at - start >= least;
    }

    private bool TakeName(string[] names, int length, out int index)
    {
        for (index = 0; index < names.Length; index++)
        {
            var name = length == 0 ? names[index] : names[index][..length];
            if (!_text.AsSpan(_at).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            _at += name.Length;
            return true;
        }
        return false;
    }

    private bool TakeHalf(string morning, string afternoon)
    {
        _isAfternoon = TakeText(afternoon);
        return _isAfternoon.Value || TakeText(morning);
    }

    private bool TakeFraction(bool isOptional)
    {
        if (_at + 1 >= _text.Length || _text[_at] is not ('.' or ',') || !char.IsAsciiDigit(_text[_at + 1]))
            return isOptional;
        var unit = TimeSpan.TicksPerSecond / 10;
        for (_at++; _at < _text.Length && char.IsAsciiDigit(_text[_at]); _at++, unit /= 10)
            _ticks += (_text[_at] - '0') * unit;
        return true;
    }

    /// <summary>An abbreviation says which zone, but Go, too, only knows what UTC means.</summary>
    private bool TakeZone()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiLetterUpper(_text[_at]))
            _at++;
        _offset ??= TimeSpan.Zero;
        return _at - start is >= 3 and <= 5;
    }

    private bool TakeOffset(ReadOnlySpan<char> written)
    {
        if (written[0] == 'Z' && TakeText("Z"))
        {
            _offset = TimeSpan.Zero;
            return true;
        }
        if (_at >= _text.Length || _text[_at] is not ('+' or '-'))
            return false;
        var isNegative = _text[_at++] == '-';
        var seconds = 0;
        var (minutes, hasColon) = (0, written.Contains(':'));
        if (!TakeNumber(2, 2, out var hours)
            || (written.Length > 3 && !((!hasColon || TakeText(":")) && TakeNumber(2, 2, out minutes)))
            || (written.Length > 6 && !((!hasColon || TakeText(":")) && TakeNumber(2, 2, out seconds))))
            return false;
        var offset = new TimeSpan(hours, minutes, seconds);
        _offset = isNegative ? -offset : offset;
        return true;
    }
}
