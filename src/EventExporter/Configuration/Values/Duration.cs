using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventExporter.Configuration.Values;

/// <summary>How spans of time are written: <c>250ms</c>, <c>10s</c>, <c>5m</c>, <c>1h30m</c>, <c>7d</c>, <c>2w</c>.</summary>
internal static class Duration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("w", 7 * TimeSpan.TicksPerDay), ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <param name="text">Numbers with units, or a bare number.</param>
    /// <param name="plainUnit">What a number without a unit counts; null when a unit is required. A bare 0 needs none.</param>
    public static bool TryParse(string text, TimeSpan? plainUnit, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var plain))
            return plain == 0 || (plainUnit is { } one && TryScale(plain, one.Ticks, out duration));

        var rest = text.AsSpan();
        var total = TimeSpan.Zero;
        while (!rest.IsEmpty)
        {
            if (!TryReadPart(ref rest, out var part) || part > TimeSpan.MaxValue - total)
                return false;
            total += part;
        }

        duration = total;
        return text.Length > 0;
    }

    /// <summary>The form that <see cref="TryParse"/> reads back to the same span, to the millisecond.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration.Ticks < TimeSpan.TicksPerMillisecond)
            return "0s";

        var text = new StringBuilder();
        var rest = duration.Ticks;
        foreach (var (unit, ticks) in Units)
        {
            // Weeks are read but not written: 7d is how retention is commonly put.
            if (unit == "w" || rest < ticks)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"{rest / ticks}{unit}");
            rest %= ticks;
        }

        return text.ToString();
    }

    private static bool TryReadPart(ref ReadOnlySpan<char> rest, out TimeSpan part)
    {
        part = default;
        var digits = rest.IndexOfAnyExcept(NumberCharacters);
        if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        rest = rest[digits..];
        var letters = rest.IndexOfAny(NumberCharacters);
        var unit = letters < 0 ? rest : rest[..letters];
        rest = rest[unit.Length..];
        foreach (var (name, ticks) in Units)
        {
            if (unit.SequenceEqual(name))
                return TryScale(amount, ticks, out part);
        }

        return false;
    }

    private static bool TryScale(decimal amount, long ticks, out TimeSpan span)
    {
        span = default;
        if (amount > long.MaxValue / ticks)
            return false;
        span = TimeSpan.FromTicks((long)(amount * ticks));
        return true;
    }
}
