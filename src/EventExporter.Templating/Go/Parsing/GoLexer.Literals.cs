using System.Globalization;
using System.Numerics;
using System.Text;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Parsing;

internal sealed partial class GoLexer
{
    private void ReadQuoted(bool hasSpace)
    {
        var start = _at++;
        while (_at < _text.Length && _text[_at] is not ('"' or '\n'))
            _at += _text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] != '\n' ? 2 : 1;
        if (_at >= _text.Length || _text[_at] != '"')
        {
            // The rest of the line is not to be taken for the text: the action probably ends where it seems to.
            var close = _text.IndexOf(CloseMark, start, _at - start, StringComparison.Ordinal);
            _at = close < 0 ? _at : close;
            Bad(start, "the text has no closing quote", hasSpace);
            return;
        }
        _at++;
        if (Unescape(start + 1, _at - 1, '"') is { } text)
            Add(GoTokenKind.Literal, start, text, hasSpace);
        else
            Add(GoTokenKind.Bad, start, null, hasSpace);
    }

    private void ReadRaw(bool hasSpace)
    {
        var start = _at;
        var end = _text.IndexOf('`', start + 1);
        if (end < 0)
        {
            _at = _text.Length;
            Bad(start, "the text has no closing backquote", hasSpace);
            return;
        }
        _at = end + 1;
        Add(GoTokenKind.Literal, start, _text[(start + 1)..end].Replace("\r", "", StringComparison.Ordinal), hasSpace);
    }

    private void ReadChar(bool hasSpace)
    {
        var start = _at++;
        while (_at < _text.Length && _text[_at] is not ('\'' or '\n'))
            _at += _text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] != '\n' ? 2 : 1;
        if (_at >= _text.Length || _text[_at] != '\'')
        {
            Bad(start, "the character has no closing quote", hasSpace);
            return;
        }
        _at++;
        var text = Unescape(start + 1, _at - 1, '\'');
        var runes = text?.EnumerateRunes().ToList();
        if (runes is [var only])
            Add(GoTokenKind.Literal, start, Boxes.Int(only.Value), hasSpace);
        else if (text is null)
            Add(GoTokenKind.Bad, start, null, hasSpace);
        else
            Bad(start, "single quotes hold one character", hasSpace, $"write \"{text}\"");
    }

    /// <summary>Null, and reported, where an escape is wrong. Bytes written as \x or octal are read as UTF-8.</summary>
    private string? Unescape(int start, int end, char quote)
    {
        if (_text.IndexOf('\\', start, end - start) < 0)
            return _text[start..end];
        var bytes = new List<byte>(end - start);
        for (var i = start; i < end;)
        {
            var next = _text.IndexOf('\\', i, end - i);
            bytes.AddRange(Encoding.UTF8.GetBytes(_text[i..(next < 0 ? end : next)]));
            if (next < 0)
                break;
            i = next;
            if (!ReadEscape(bytes, ref i, end, quote))
            {
                diagnostics.Error(TextSpan.FromBounds(next, Math.Min(next + 2, end)), "this escape is unknown", "a backslash itself is written `\\\\`; backquoted texts have no escapes");
                return null;
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private bool ReadEscape(List<byte> bytes, ref int i, int end, char quote)
    {
        var c = i + 1 < end ? _text[i + 1] : '\0';
        var simple = c == quote ? quote : c switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            _ => '\0',
        };
        if (simple != '\0')
        {
            bytes.Add((byte)simple);
            i += 2;
            return true;
        }
        var (skip, length, radix) = c switch { 'x' => (2, 2, 16), 'u' => (2, 4, 16), 'U' => (2, 8, 16), >= '0' and <= '7' => (1, 3, 8), _ => (0, 0, 0) };
        if (length == 0 || i + skip + length > end || ReadDigits(i + skip, length, radix) is not { } code)
            return false;
        i += skip + length;
        if (c is not ('u' or 'U'))
        {
            bytes.Add((byte)code);
            return code < 256;
        }
        if (!Rune.IsValid(code))
            return false;
        bytes.AddRange(Encoding.UTF8.GetBytes(new Rune(code).ToString()));
        return true;
    }

    private int? ReadDigits(int at, int length, int radix)
    {
        var value = 0L;
        for (var i = at; i < at + length; i++)
        {
            if (!char.IsAsciiHexDigit(_text[i]) || Convert.ToInt32(_text[i].ToString(), 16) >= radix)
                return null;
            value = (value * radix) + Convert.ToInt32(_text[i].ToString(), 16);
        }
        return value <= int.MaxValue ? (int)value : null;
    }

    private void ReadNumber(bool hasSpace)
    {
        var start = _at;
        if (_text[_at] is '+' or '-')
            _at++;
        while (_at < _text.Length && (IsNamePart(_text[_at]) || _text[_at] == '.' || (_text[_at] is '+' or '-' && IsExponent(start, _text[_at - 1]))))
            _at++;
        var text = _text[start.._at];
        if (text.EndsWith('i') && text.Length > 1)
            Bad(start, "imaginary numbers are not supported", hasSpace);
        else if (GoNumber.Parse(text) is { } number)
            Add(GoTokenKind.Literal, start, number, hasSpace);
        else
            Bad(start, $"`{text}` is no number", hasSpace, text is "-" or "+" ? "write `sub a b` or `add a b`" : null);
    }

    private bool IsExponent(int start, char before)
    {
        var isHex = _at - start > 1 && (_text.AsSpan(start).StartsWith("0x", StringComparison.OrdinalIgnoreCase) || _text.AsSpan(start + 1).StartsWith("0x", StringComparison.OrdinalIgnoreCase));
        return isHex ? before is 'p' or 'P' : before is 'e' or 'E';
    }

    private void Bad(int start, string message, bool hasSpace, string? hint = null)
    {
        diagnostics.Error(TextSpan.FromBounds(start, Math.Max(_at, start + 1)), message, hint);
        Add(GoTokenKind.Bad, start, null, hasSpace);
    }
}
