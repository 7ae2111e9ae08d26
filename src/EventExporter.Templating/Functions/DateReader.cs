using System.Globalization;

namespace EventExporter.Templating.Functions;

/// <summary>Reads dates from texts, freely or by a pattern. A date without a zone is taken as UTC.</summary>
internal static class DateReader
{
    private static readonly string[] DayFirst =
    [
        "d/M/yyyy", "d/M/yyyy H:m", "d/M/yyyy H:m:s", "d/M/yyyy H:m:s zzz", "d.M.yyyy", "d.M.yyyy H:m", "d.M.yyyy H:m:s", "d.M.yyyy H:m:s zzz",
    ];

    /// <summary>Null when the text is no date.</summary>
    public static DateTimeOffset? Read(string text, string? pattern, string? culture)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (pattern is not null)
            return new PatternReader(text, pattern).Read();
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        var isDayFirst = culture is not null && !culture.Equals("en-US", StringComparison.OrdinalIgnoreCase) && culture.Length > 0;
        if (isDayFirst && DateTimeOffset.TryParseExact(text, DayFirst, CultureInfo.InvariantCulture, Styles, out var european))
            return european;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var date) ? date : null;
    }

    /// <summary>Takes a text apart along a pattern of <see cref="DateFormatter"/>.</summary>
    private sealed class PatternReader(string text, string pattern)
    {
        private int _position;
        private int _year = 1;
        private int _month = 1;
        private int _day = 1;
        private int _dayOfYear;
        private int _hour;
        private int _minute;
        private int _second;
        private long _ticks;
        private bool? _isAfternoon;
        private TimeSpan _offset;
        private long? _unixSeconds;

        public DateTimeOffset? Read()
        {
            if (!Follow(pattern, 0) || _position < text.Length)
                return null;
            if (_unixSeconds is { } seconds)
                return seconds is > -62_135_596_800 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
            if (_isAfternoon is { } afternoon)
                _hour = (_hour % 12) + (afternoon ? 12 : 0);
            if (_year is < 1 or > 9999 || _month is < 1 or > 12 || _day < 1 || _day > DateTime.DaysInMonth(_year, _month)
                || _hour > 23 || _minute > 59 || _second > 59)
                return null;
            var date = new DateTimeOffset(_year, _month, _day, _hour, _minute, _second, _offset).AddTicks(_ticks);
            return _dayOfYear > 0 ? date.AddDays(_dayOfYear - 1) : date;
        }

        private bool Follow(string codes, int depth)
        {
            for (var i = 0; i < codes.Length; i++)
            {
                var isRead = codes[i] == '%' && i + 1 < codes.Length
                    ? ReadPart(codes[++i], depth)
                    : char.IsWhiteSpace(codes[i]) ? SkipBlanks() : Take(codes[i]);
                if (!isRead)
                    return false;
            }
            return true;
        }

        private bool ReadPart(char code, int depth)
        {
            var whole = code switch
            {
                'c' => "%a %b %e %T %Y",
                'D' => "%m/%d/%y",
                'x' => "%m/%d/%Y",
                'F' => "%Y-%m-%d",
                'r' => "%I:%M:%S %p",
                'R' => "%H:%M",
                'T' or 'X' => "%H:%M:%S",
                'v' => "%e-%b-%Y",
                _ => null,
            };
            return whole is not null ? depth < 2 && Follow(whole, depth + 1) : ReadNumberOrName(code);
        }

        private bool ReadNumberOrName(char code)
        {
            switch (code)
            {
                case 'Y':
                    return Number(4, out _year);
                case 'y':
                    var hasYear = Number(2, out _year);
                    _year += _year < 69 ? 2000 : 1900;
                    return hasYear;
                case 'm':
                    return Number(2, out _month);
                case 'd' or 'e':
                    return Number(2, out _day);
                case 'H' or 'k' or 'I' or 'l':
                    return Number(2, out _hour);
                case 'M':
                    return Number(2, out _minute);
                case 'S':
                    return Number(2, out _second);
                case 'j':
                    return Number(3, out _dayOfYear);
                case 'L':
                    var hasMillis = Number(3, out var millis);
                    _ticks = millis * TimeSpan.TicksPerMillisecond;
                    return hasMillis;
                case 'N':
                    var hasNanos = Number(9, out var nanos);
                    _ticks = nanos / 100;
                    return hasNanos;
                case 'u' or 'w':
                    return Number(1, out _);
                case 's':
                    return ReadUnixSeconds();
                case 'Z':
                    return ReadOffset();
                case 'p' or 'P':
                    return ReadHalfOfDay();
                case 'b' or 'h' or 'B':
                    return ReadName(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames, out _month);
                case 'a' or 'A':
                    return ReadName(CultureInfo.InvariantCulture.DateTimeFormat.DayNames, CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames, out _);
                case 'n' or 't':
                    return SkipBlanks();
                case '%':
                    return Take('%');
                case 'g':
                    return true;
                default:
                    return false;
            }
        }

        private bool Take(char c)
        {
            if (_position >= text.Length || text[_position] != c)
                return false;
            _position++;
            return true;
        }

        private bool SkipBlanks()
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
                _position++;
            return true;
        }

        private bool Number(int mostDigits, out int value)
        {
            SkipBlanks();
            var start = _position;
            while (_position < text.Length && _position - start < mostDigits && char.IsAsciiDigit(text[_position]))
                _position++;
            return int.TryParse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        private bool ReadUnixSeconds()
        {
            var start = _position;
            while (_position < text.Length && (char.IsAsciiDigit(text[_position]) || (_position == start && text[_position] == '-')))
                _position++;
            var isRead = long.TryParse(text.AsSpan(start, _position - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds);
            _unixSeconds = seconds;
            return isRead;
        }

        private bool ReadOffset()
        {
            if (Take('Z'))
                return true;
            var isNegative = _position < text.Length && text[_position] == '-';
            if (!isNegative && !(_position < text.Length && text[_position] == '+'))
                return false;
            _position++;
            if (!Number(2, out var hours))
                return false;
            Take(':');
            if (!Number(2, out var minutes) || hours > 13 || minutes > 59)
                return false;
            _offset = new TimeSpan(hours, minutes, 0) * (isNegative ? -1 : 1);
            return true;
        }

        private bool ReadHalfOfDay()
        {
            if (_position + 2 > text.Length)
                return false;
            var half = text.Substring(_position, 2).ToUpperInvariant();
            _position += 2;
            _isAfternoon = half == "PM";
            return half is "AM" or "PM";
        }

        private bool ReadName(string[] names, string[] abbreviations, out int number)
        {
            for (number = 1; number <= names.Length; number++)
            {
                if (TakeName(names[number - 1]) || TakeName(abbreviations[number - 1]))
                    return true;
            }
            return false;
        }

        private bool TakeName(string name)
        {
            if (name.Length == 0 || string.Compare(text, _position, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0)
                return false;
            _position += name.Length;
            return true;
        }
    }
}
