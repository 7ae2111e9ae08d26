using System.Globalization;
using System.Numerics;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>Numbers: <c>1</c>, <c>1_000</c>, <c>1e3</c>, <c>1.5</c>, <c>0xFFu</c>, <c>0b1010</c>, <c>1.5f</c>, <c>1.5d</c>, <c>1.5m</c>.</summary>
public sealed partial class Lexer
{
    private const int MostDigits = 800;

    private void ReadNumber()
    {
        if (Current == '0' && Peek(1) is 'x' or 'X')
            ReadPowerOfTwo(4, char.IsAsciiHexDigit);
        else if (Current == '0' && Peek(1) is 'b' or 'B')
            ReadPowerOfTwo(1, c => c is '0' or '1');
        else
            ReadDecimal();
    }

    private void ReadPowerOfTwo(int bits, Func<char, bool> isDigit)
    {
        var end = _position + 2;
        var value = BigInteger.Zero;
        var digits = 0;
        for (; end < _text.Length && (isDigit(_text[end]) || _text[end] == '_') && digits <= MostDigits; end++)
        {
            if (_text[end] == '_')
                continue;
            value = (value << bits) + Convert.ToInt32(_text[end].ToString(), 16);
            digits++;
        }
        var isUnsigned = end < _text.Length && _text[end] is 'u' or 'U';
        var length = end - _position + (isUnsigned ? 1 : 0);
        if (digits == 0 || digits > MostDigits)
            _diagnostics.Error(new TextSpan(_position, length), "this is no number");
        Add(TokenKind.Number, length, Fit(value, digits * bits, isUnsigned));
    }

    /// <summary>Without <c>u</c>, 32 or 64 bits that start with a 1 are a negative number, as in C#'s casts and in Scriban.</summary>
    private static object Fit(BigInteger value, int bits, bool isUnsigned)
    {
        if (isUnsigned)
            return value <= uint.MaxValue ? (uint)value : Boxes.Integer(value);
        if (bits <= 32 && value <= uint.MaxValue)
            return Boxes.Int(unchecked((int)(uint)value));
        return bits <= 64 && value <= ulong.MaxValue ? unchecked((long)(ulong)value) : Boxes.Integer(value);
    }

    private void ReadDecimal()
    {
        var end = SkipDigits(_position);
        var isWhole = true;
        if (end + 1 < _text.Length && _text[end] == '.' && char.IsAsciiDigit(_text[end + 1]))
        {
            isWhole = false;
            end = SkipDigits(end + 1);
        }
        end = SkipExponent(end, ref isWhole);
        var digits = _text[_position..end].Replace("_", "", StringComparison.Ordinal);
        var suffix = end < _text.Length ? char.ToLowerInvariant(_text[end]) : ' ';
        if (suffix is 'f' or 'd' or 'm' && !(end + 1 < _text.Length && char.IsLetterOrDigit(_text[end + 1])))
            end++;
        else
            suffix = ' ';
        var value = Parse(digits, isWhole, suffix);
        if (value is null)
            _diagnostics.Error(TextSpan.FromBounds(_position, end), "the number is too large");
        Add(TokenKind.Number, end - _position, value ?? Boxes.Int(0));
    }

    private int SkipDigits(int from)
    {
        while (from < _text.Length && (char.IsAsciiDigit(_text[from]) || _text[from] == '_'))
            from++;
        return from;
    }

    private int SkipExponent(int from, ref bool isWhole)
    {
        if (from >= _text.Length || _text[from] is not ('e' or 'E'))
            return from;
        var digits = from + 1;
        if (digits < _text.Length && _text[digits] is '+' or '-')
            digits++;
        if (digits >= _text.Length || !char.IsAsciiDigit(_text[digits]))
            return from;
        isWhole &= _text[from + 1] != '-';
        return SkipDigits(digits);
    }

    private static object? Parse(string digits, bool isWhole, char suffix)
    {
        if (digits.Length > MostDigits)
            return null;
        switch (suffix)
        {
            case 'f':
                var single = float.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
                return float.IsFinite(single) ? single : null;
            case 'm':
                return decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null;
            case ' ' when isWhole:
                return ParseWhole(digits);
            default:
                var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
                return double.IsFinite(number) ? number : null;
        }
    }

    private static object? ParseWhole(string digits)
    {
        var e = digits.AsSpan().IndexOfAny('e', 'E');
        if (e < 0)
            return Boxes.Integer(BigInteger.Parse(digits, CultureInfo.InvariantCulture));
        if (!int.TryParse(digits.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) || e + power > MostDigits)
            return null;
        return Boxes.Integer(BigInteger.Parse(digits.AsSpan(0, e), CultureInfo.InvariantCulture) * BigInteger.Pow(10, power));
    }
}
