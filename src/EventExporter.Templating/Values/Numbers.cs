using System.Globalization;
using System.Numerics;

namespace EventExporter.Templating.Values;

/// <summary>Numbers of all kinds, turned into the kind that is needed.</summary>
public static class Numbers
{
    public static bool IsWhole(object? value) => value is int or long or uint or BigInteger;

    /// <summary>Null when the value is no number and no text of one.</summary>
    public static double? ToDouble(object? value) => value switch
    {
        int n => n,
        long n => n,
        uint n => n,
        double n => n,
        float n => n,
        decimal n => (double)n,
        BigInteger n => (double)n,
        bool b => b ? 1 : 0,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) => n,
        _ => null,
    };

    /// <summary>Null when the value is no number or beyond what a decimal holds.</summary>
    public static decimal? ToDecimal(object? value)
    {
        switch (value)
        {
            case decimal n:
                return n;
            case int n:
                return n;
            case long n:
                return n;
            case uint n:
                return n;
            default:
                var number = ToDouble(value);
                return number is > -7.9e28 and < 7.9e28 ? (decimal)number : null;
        }
    }

    /// <summary>Fractions are cut off; null when the value is no number.</summary>
    public static BigInteger? ToBigInteger(object? value) => value switch
    {
        int n => n,
        long n => n,
        uint n => n,
        BigInteger n => n,
        decimal n => (BigInteger)n,
        bool b => b ? 1 : 0,
        _ => ToDouble(value) is { } n && double.IsFinite(n) ? (BigInteger)n : null,
    };

    /// <summary>Null when the value is no number or does not fit.</summary>
    public static long? ToLong(object? value)
    {
        switch (value)
        {
            case int n:
                return n;
            case long n:
                return n;
            case uint n:
                return n;
            default:
                var big = ToBigInteger(value);
                return big >= long.MinValue && big <= long.MaxValue ? (long)big : null;
        }
    }

    /// <summary>Null when the value is no number or does not fit.</summary>
    public static int? ToInt(object? value) =>
        ToLong(value) is { } n and >= int.MinValue and <= int.MaxValue ? (int)n : null;
}
