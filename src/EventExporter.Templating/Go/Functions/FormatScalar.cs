using System.Globalization;
using System.Numerics;
using System.Text;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Functions;

/// <summary>One value by one verb.</summary>
internal static class FormatScalar
{
    /// <summary>Null when the verb does not fit the value.</summary>
    public static string? Format(RenderContext context, FormatSpec spec, char verb, object? value) => value switch
    {
        bool b when verb is 't' or 'v' => spec.Pad(b ? "true" : "false"),
        int or long or uint or BigInteger => Whole(spec, verb, Numbers.ToBigInteger(value)!.Value),
        double n => Float(spec, verb, GoFloat.Format(n, Verb(verb), Precision(spec, verb))),
        float n => Float(spec, verb, GoFloat.Format(n, Verb(verb), Precision(spec, verb))),
        string text => Text(spec, verb, text),
        TimeSpan span when verb == 'd' => Whole(spec, verb, new BigInteger(span.Ticks) * 100),
        null when verb == 'v' => spec.Pad("<nil>"),
        null => null,
        _ when verb is 's' or 'v' or 'q' && value is not bool => Text(spec, verb, context.Text(value)),
        _ => null,
    };

    private static char Verb(char verb) => verb is 'v' ? 'g' : verb;

    private static int Precision(FormatSpec spec, char verb) => spec.Precision >= 0 ? spec.Precision : char.ToLowerInvariant(verb) is 'e' or 'f' ? 6 : -1;

    private static string? Float(FormatSpec spec, char verb, string text)
    {
        if (verb is not ('e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'v'))
            return null;
        var signed = spec.Signed(text);
        return text.EndsWith('f') || text.EndsWith('N') ? spec.Pad(signed) : spec.PadNumber(signed);
    }

    private static string? Whole(FormatSpec spec, char verb, BigInteger value)
    {
        var digits = verb switch
        {
            'd' or 'v' => BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture),
            'b' => Radix(value, 2, ""),
            'o' => Radix(value, 8, spec.Sharp ? "0" : ""),
            'O' => Radix(value, 8, "0o"),
            'x' => Radix(value, 16, spec.Sharp ? "0x" : ""),
            'X' => Radix(value, 16, spec.Sharp ? "0X" : "").ToUpperInvariant(),
            _ => null,
        };
        if (digits is not null)
        {
            var full = digits.PadLeft(Math.Min(Math.Max(0, spec.Precision), 1000), '0');
            var text = spec.Signed(value.Sign < 0 ? "-" + full : full);
            return spec.Precision >= 0 ? spec.Pad(text) : spec.PadNumber(text);
        }
        return verb switch
        {
            'c' => spec.Pad(value >= 0 && value <= 0x10FFFF && Rune.IsValid((int)value) ? new Rune((int)value).ToString() : "\uFFFD"),
            'q' => spec.Pad(GoQuote.QuoteCharacter(value >= 0 && value <= 0x10FFFF ? (long)value : -1, spec.Plus)),
            'U' => spec.Pad("U+" + Radix(value, 16, "").ToUpperInvariant().PadLeft(4, '0')),
            _ => null,
        };
    }

    private static string Radix(BigInteger value, int radix, string prefix)
    {
        var rest = BigInteger.Abs(value);
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, "0123456789abcdef"[(int)(rest % radix)]);
            rest /= radix;
        }
        while (!rest.IsZero);
        return prefix + digits;
    }

    private static string? Text(FormatSpec spec, char verb, string text)
    {
        switch (verb)
        {
            case 's':
                return spec.Pad(Cut(spec, text));
            case 'v':
                return spec.Pad(GoQuote.Quote(text));
            case 'q' when spec.Sharp && !text.Contains('`', StringComparison.Ordinal) && !text.Any(char.IsControl):
                return spec.Pad("`" + Cut(spec, text) + "`");
            case 'q':
                return spec.Pad(GoQuote.Quote(Cut(spec, text), spec.Plus));
            case 'x' or 'X':
                var bytes = Encoding.UTF8.GetBytes(text);
                var taken = spec.Precision >= 0 ? bytes.AsSpan(0, Math.Min(bytes.Length, spec.Precision)) : bytes;
                return spec.Pad(verb == 'x' ? Convert.ToHexStringLower(taken) : Convert.ToHexString(taken));
            default:
                return null;
        }
    }

    private static string Cut(FormatSpec spec, string text) => spec.Precision < 0 ? text : string.Concat(text.EnumerateRunes().Take(spec.Precision));
}
