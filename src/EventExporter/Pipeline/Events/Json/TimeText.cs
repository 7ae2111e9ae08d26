using System.Globalization;
using System.Text;

namespace EventExporter.Pipeline.Events.Json;

/// <summary>
/// Kubernetes times from UTF-8: <c>Time</c> (RFC 3339, whole seconds) and <c>MicroTime</c> (six digits), each usually in UTC. Digits beyond
/// the tick (100 ns) are cut off. Go's zero time, year 1, stands for no time.
/// </summary>
internal static class TimeText
{
    private const int SecondsLength = 19;

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset? time)
    {
        time = null;
        if (text.Length > SecondsLength && text[^1] == (byte)'Z' && TryParseUtc(text[..^1], out var ticks))
        {
            time = Known(new DateTimeOffset(ticks, TimeSpan.Zero));
            return true;
        }

        return TryParseWithOffset(text, out time);
    }

    private static bool TryParseUtc(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return false;
        var year = Digits(text[..4]);
        var (month, day) = (Digits(text[5..7]), Digits(text[8..10]));
        var (hour, minute, second) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || (uint)hour > 23 || (uint)minute > 59 || (uint)second > 60)
            return false;
        if (!TryParseFraction(text[SecondsLength..], out var fraction))
            return false;
        // A leap second is counted as the second after it.
        ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks + (second * TimeSpan.TicksPerSecond) + fraction;
        return true;
    }

    private static bool TryParseFraction(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty)
            return true;
        if (text[0] != '.' || text.Length == 1)
            return false;
        var unit = TimeSpan.TicksPerSecond;
        foreach (var b in text[1..])
        {
            if (b is < (byte)'0' or > (byte)'9')
                return false;
            unit /= 10;
            ticks += (b - '0') * unit;
        }

        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9')
                return -1;
            value = (value * 10) + (b - '0');
        }

        return value;
    }

    private static bool TryParseWithOffset(ReadOnlySpan<byte> text, out DateTimeOffset? time)
    {
        time = null;
        if (!DateTimeOffset.TryParse(
                Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            return false;
        time = Known(parsed.ToUniversalTime());
        return true;
    }

    private static DateTimeOffset? Known(DateTimeOffset time) => time.Year > 1 ? time : null;
}
