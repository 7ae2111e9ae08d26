using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventExporter.Templating.Go.Values;

/// <summary>Durations as Go writes them: <c>1h15m30.5s</c>. Kept to a tenth of a microsecond.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public static string Print(TimeSpan span)
    {
        if (span == TimeSpan.Zero)
            return "0s";
        var ticks = (ulong)Math.Abs((decimal)span.Ticks);
        var sign = span < TimeSpan.Zero ? "-" : "";
        if (ticks < TimeSpan.TicksPerSecond)
            return sign + Small(ticks);
        var text = new StringBuilder(sign);
        var hours = ticks / TimeSpan.TicksPerHour;
        var minutes = ticks / TimeSpan.TicksPerMinute;
        if (hours > 0)
            text.Append(hours).Append('h');
        if (minutes > 0)
            text.Append(minutes % 60).Append('m');
        return text.Append(Decimal(ticks % TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond)).Append('s').ToString();
    }

    /// <summary>Null when the text is no duration.</summary>
    public static TimeSpan? Parse(string text)
    {
        var rest = text.AsSpan().TrimStart("+-");
        if (text.Length - rest.Length > 1 || rest.IsEmpty)
            return null;
        if (rest is "0")
            return TimeSpan.Zero;
        var total = 0m;
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOfAnyExcept(Digits);
            if (length <= 0 || length > 16 || !decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return null;
            rest = rest[length..];
            var end = rest.IndexOfAny(Digits);
            var unit = end < 0 ? rest : rest[..end];
            if (UnitTicks(unit) is not { } ticks)
                return null;
            total += number * ticks;
            rest = rest[unit.Length..];
        }
        if (total > long.MaxValue / 100)
            return null;
        return new TimeSpan((long)(text[0] == '-' ? -total : total));
    }

    /// <summary>Halves go away from zero.</summary>
    public static TimeSpan Round(TimeSpan span, TimeSpan unit) => unit <= TimeSpan.Zero
        ? span
        : new TimeSpan((long)Math.Round((decimal)span.Ticks / unit.Ticks, MidpointRounding.AwayFromZero) * unit.Ticks);

    private static string Small(ulong ticks) => ticks < 10 ? $"{ticks * 100}ns"
        : ticks < TimeSpan.TicksPerMillisecond ? Decimal(ticks, TimeSpan.TicksPerMicrosecond) + "µs"
        : Decimal(ticks, TimeSpan.TicksPerMillisecond) + "ms";

    private static string Decimal(ulong ticks, long unit) => ((decimal)ticks / unit).ToString("0.#######", CultureInfo.InvariantCulture);

    private static decimal? UnitTicks(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 0.01m,
        "us" or "µs" or "μs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        _ => null,
    };
}
