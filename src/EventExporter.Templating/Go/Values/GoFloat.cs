using System.Globalization;
using System.Numerics;
using System.Text;

namespace EventExporter.Templating.Go.Values;

/// <summary>Floating-point numbers as Go's strconv.FormatFloat writes them; halves of what is cut off go to the even neighbour.</summary>
internal static class GoFloat
{
    /// <param name="verb">e, E, f, F, g or G.</param>
    /// <param name="precision">-1: as few digits as tell the number from its neighbours.</param>
    public static string Format(double value, char verb, int precision)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        return Build(value, double.IsNegative(value), precision < 0 ? Shortest(value) : Exact(value), verb, precision);
    }

    public static string Format(float value, char verb, int precision) => !float.IsFinite(value)
        ? Format((double)value, verb, precision)
        : Build(value, float.IsNegative(value), precision < 0 ? FromText(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture)) : Exact(value), verb, precision);

    private static string Build(double value, bool isNegative, (string Digits, int Point) number, char verb, int precision)
    {
        var lower = char.ToLowerInvariant(verb);
        var isShortest = precision < 0;
        if (!isShortest)
            number = Round(number, lower switch { 'e' => precision + 1, 'f' => number.Point + precision, _ => Math.Max(1, precision) });
        var (digits, point) = number;
        var exponent = value == 0 ? 0 : point - 1;
        if (lower == 'g')
        {
            var limit = isShortest ? 6 : Math.Max(1, precision);
            if (!isShortest && limit > digits.Length && digits.Length >= point)
                limit = digits.Length;
            lower = exponent < -4 || exponent >= limit ? 'e' : 'f';
            precision = -1;
        }
        if (precision < 0)
            precision = lower == 'e' ? digits.Length - 1 : Math.Max(0, digits.Length - point);
        var text = new StringBuilder(isNegative ? "-" : "");
        if (lower == 'e')
            AppendExponent(text, digits, exponent, precision, verb is 'E' or 'G' ? 'E' : 'e');
        else
            AppendFixed(text, digits, point, precision);
        return text.ToString();
    }

    private static void AppendExponent(StringBuilder text, string digits, int exponent, int precision, char letter)
    {
        text.Append(digits[0]);
        if (precision > 0)
            text.Append('.').Append(digits.AsSpan(1, Math.Min(precision, digits.Length - 1))).Append('0', Math.Max(0, precision - (digits.Length - 1)));
        text.Append(letter).Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
    }

    private static void AppendFixed(StringBuilder text, string digits, int point, int precision)
    {
        for (var i = Math.Min(0, point - 1); i < point; i++)
            text.Append(i >= 0 && i < digits.Length ? digits[i] : '0');
        if (precision <= 0)
            return;
        text.Append('.');
        for (var i = point; i < point + precision; i++)
            text.Append(i >= 0 && i < digits.Length ? digits[i] : '0');
    }

    private static (string Digits, int Point) Shortest(double value) => FromText(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Significant digits, and where the point stands among them.</summary>
    private static (string Digits, int Point) FromText(string text)
    {
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        return Trim(mantissa.Replace(".", "", StringComparison.Ordinal), point);
    }

    /// <summary>All digits that the binary number has.</summary>
    private static (string Digits, int Point) Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        var mantissa = new BigInteger(bits & 0xFFFFFFFFFFFFF | (exponent == 0 ? 0 : 1L << 52));
        exponent = Math.Max(exponent, 1) - 1075;
        var digits = exponent >= 0 ? mantissa << exponent : mantissa * BigInteger.Pow(5, -exponent);
        var text = digits.ToString(CultureInfo.InvariantCulture);
        return Trim(text, text.Length + Math.Min(0, exponent));
    }

    private static (string Digits, int Point) Trim(string digits, int point)
    {
        var start = 0;
        while (start < digits.Length - 1 && digits[start] == '0')
            start++;
        var trimmed = digits[start..].TrimEnd('0');
        return trimmed.Length == 0 ? ("0", 1) : (trimmed, point - start);
    }

    private static (string Digits, int Point) Round((string Digits, int Point) number, int keep)
    {
        var (digits, point) = number;
        if (keep >= digits.Length)
            return number;
        if (keep < 0)
            return ("0", 1);
        var next = digits[keep];
        var isUp = next > '5' || (next == '5' && (digits.Length > keep + 1 || (keep > 0 && (digits[keep - 1] - '0') % 2 == 1)));
        if (keep == 0)
            return isUp ? ("1", point + 1) : ("0", 1);
        var rounded = BigInteger.Parse(digits.AsSpan(0, keep), NumberStyles.None, CultureInfo.InvariantCulture) + (isUp ? 1 : 0);
        var text = rounded.ToString(CultureInfo.InvariantCulture);
        return Trim(text, point + text.Length - keep);
    }
}
