using System.Globalization;
using System.Numerics;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Parsing;

/// <summary>Numbers as Go writes them: <c>12</c>, <c>1_000</c>, <c>0x1F</c>, <c>0b101</c>, <c>0o17</c>, <c>017</c>, <c>1.5e3</c>, <c>0x1p-2</c>.</summary>
internal static class GoNumber
{
    /// <summary>An int, long or double; null when the text is no number or too large for one.</summary>
    public static object? Parse(string text) =>
        ParseInteger(text) is { } whole ? Boxes.Integer(whole) : ParseFloat(text) is { } number ? number : null;

    /// <summary>A whole number with its sign, in the base that its prefix names.</summary>
    public static long? ParseInteger(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text.AsSpan(negative || text.StartsWith('+') ? 1 : 0);
        var (radix, prefix) = digits.Length > 1 && digits[0] == '0'
            ? char.ToLowerInvariant(digits[1]) switch { 'x' => (16, 2), 'b' => (2, 2), 'o' => (8, 2), _ => (8, 1) }
            : (10, 0);
        digits = digits[prefix..];
        if (digits.IsEmpty || digits.EndsWith("_", StringComparison.Ordinal) || (prefix == 0 && digits[0] == '_'))
            return null;
        var value = BigInteger.Zero;
        foreach (var c in digits)
        {
            if (c == '_')
                continue;
            if (!char.IsAsciiHexDigit(c) || HexValue(c) >= radix || digits.Length > 80)
                return null;
            value = (value * radix) + HexValue(c);
        }
        value = negative ? -value : value;
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
    }

    private static double? ParseFloat(string text)
    {
        if (text.Contains("0x", StringComparison.OrdinalIgnoreCase))
            return ParseHexFloat(text);
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        return plain.AsSpan().IndexOfAny('.', 'e', 'E') >= 0 && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
    }

    private static double? ParseHexFloat(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text[(negative || text.StartsWith('+') ? 3 : 2)..].Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var p = digits.IndexOf('p', StringComparison.Ordinal);
        if (p <= 0 || !int.TryParse(digits[(p + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return null;
        var value = 0d;
        var scale = 0;
        var hasPoint = false;
        foreach (var c in digits.AsSpan(0, p))
        {
            if (c == '.' && !hasPoint)
                hasPoint = true;
            else if (!char.IsAsciiHexDigit(c))
                return null;
            else
                (value, scale) = ((value * 16) + HexValue(c), hasPoint ? scale + 4 : scale);
        }
        value = Math.ScaleB(value, Math.Clamp(exponent, -5000, 5000) - scale);
        return double.IsFinite(value) ? negative ? -value : value : null;
    }

    private static int HexValue(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
