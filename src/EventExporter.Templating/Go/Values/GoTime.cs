using System.Globalization;
using System.Text;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Go.Values;

/// <summary>Times by Go's layouts, in which the parts of <c>Mon Jan 2 15:04:05 MST 2006</c> stand for those of the time.</summary>
internal static class GoTime
{
    public static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>Go's zero time; what the host gives for a timestamp that is not set.</summary>
    public static readonly DateTimeOffset Zero = DateTimeOffset.MinValue;

    public static bool IsZero(DateTimeOffset time) => time.UtcTicks == 0;

    /// <summary>As Go prints a time.</summary>
    public static string Print(DateTimeOffset time) => Format(time, "2006-01-02 15:04:05.999999999 -0700 MST");

    public static object UnixSeconds(DateTimeOffset time) => time.ToUnixTimeSeconds();

    public static DateTimeOffset ToLocal(RenderContext context, DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, context.Options.TimeProvider.LocalTimeZone);

    public static string Format(DateTimeOffset time, string layout)
    {
        var text = new StringBuilder(layout.Length + 8);
        var at = 0;
        while (at < layout.Length)
        {
            var part = TimeLayout.Next(layout, at, out var start, out var length);
            text.Append(layout, at, start - at);
            if (part != TimePart.None)
                Append(text, time, part, layout.AsSpan(start, length));
            at = start + length;
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, DateTimeOffset time, TimePart part, ReadOnlySpan<char> written)
    {
        var hour12 = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        _ = part switch
        {
            TimePart.LongMonth => text.Append(Months[time.Month - 1]),
            TimePart.ShortMonth => text.Append(Months[time.Month - 1].AsSpan(0, 3)),
            TimePart.Month => text.Append(time.Month),
            TimePart.ZeroMonth => Number(text, time.Month, 2),
            TimePart.LongDay => text.Append(Days[(int)time.DayOfWeek]),
            TimePart.ShortDay => text.Append(Days[(int)time.DayOfWeek].AsSpan(0, 3)),
            TimePart.Day => text.Append(time.Day),
            TimePart.BlankDay => Number(text, time.Day, 2, ' '),
            TimePart.ZeroDay => Number(text, time.Day, 2),
            TimePart.BlankYearDay => Number(text, time.DayOfYear, 3, ' '),
            TimePart.ZeroYearDay => Number(text, time.DayOfYear, 3),
            TimePart.Hour => Number(text, time.Hour, 2),
            TimePart.Hour12 => text.Append(hour12),
            TimePart.ZeroHour12 => Number(text, hour12, 2),
            TimePart.Minute => text.Append(time.Minute),
            TimePart.ZeroMinute => Number(text, time.Minute, 2),
            TimePart.Second => text.Append(time.Second),
            TimePart.ZeroSecond => Number(text, time.Second, 2),
            TimePart.LongYear => Number(text, time.Year, 4),
            TimePart.ShortYear => Number(text, time.Year % 100, 2),
            TimePart.UpperHalf => text.Append(time.Hour < 12 ? "AM" : "PM"),
            TimePart.LowerHalf => text.Append(time.Hour < 12 ? "am" : "pm"),
            TimePart.Zone => time.Offset == TimeSpan.Zero ? text.Append("UTC") : Offset(text, time.Offset, "-0700"),
            TimePart.Fraction or TimePart.TrimmedFraction => Fraction(text, time, part, written),
            _ => Offset(text, time.Offset, written),
        };
    }

    private static StringBuilder Number(StringBuilder text, int value, int width, char fill = '0') =>
        text.Append(value.ToString(CultureInfo.InvariantCulture).PadLeft(width, fill));

    private static StringBuilder Offset(StringBuilder text, TimeSpan offset, ReadOnlySpan<char> written)
    {
        if (written[0] == 'Z' && offset == TimeSpan.Zero)
            return text.Append('Z');
        var total = Math.Abs((int)offset.TotalSeconds);
        text.Append(offset < TimeSpan.Zero ? '-' : '+');
        Number(text, total / 3600, 2);
        if (written.Length <= 3)
            return text;
        var colon = written.Contains(':') ? ":" : "";
        Number(text.Append(colon), total / 60 % 60, 2);
        return written.Length > 6 ? Number(text.Append(colon), total % 60, 2) : text;
    }

    private static StringBuilder Fraction(StringBuilder text, DateTimeOffset time, TimePart part, ReadOnlySpan<char> written)
    {
        var digits = (time.Ticks % TimeSpan.TicksPerSecond * 100).ToString("000000000", CultureInfo.InvariantCulture);
        digits = written.Length - 1 <= 9 ? digits[..(written.Length - 1)] : digits.PadRight(written.Length - 1, '0');
        if (part == TimePart.TrimmedFraction)
            digits = digits.TrimEnd('0');
        return digits.Length == 0 ? text : text.Append(written[0]).Append(digits);
    }
}
