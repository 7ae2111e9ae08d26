using System.Globalization;
using System.Text;
using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>Texts: <c>"a"</c>, <c>'a'</c>, <c>`a`</c> and <c>$"a {b}"</c>.</summary>
public sealed partial class Lexer
{
    private void ReadQuoted(char quote)
    {
        var start = _position;
        var space = HasSpaceBefore;
        _position++;
        var text = new StringBuilder();
        while (_position < _text.Length && Current != quote)
            ReadCharacter(text, false);
        CloseText(start, quote);
        _tokens.Add(new Token(TokenKind.Quoted, TextSpan.FromBounds(start, _position), text.ToString(), space));
    }

    /// <summary>Two backquotes stand for one.</summary>
    private void ReadVerbatim()
    {
        var start = _position++;
        var space = start > 0 && char.IsWhiteSpace(_text[start - 1]);
        var text = new StringBuilder();
        while (_position < _text.Length && (Current != '`' || Peek(1) == '`'))
        {
            text.Append(Current);
            _position += Current == '`' ? 2 : 1;
        }
        CloseText(start, '`');
        _tokens.Add(new Token(TokenKind.Verbatim, TextSpan.FromBounds(start, _position), text.ToString(), space));
    }

    private void CloseText(int start, char quote)
    {
        if (_position < _text.Length)
            _position++;
        else
            _diagnostics.Error(new TextSpan(start, 1), "this text is not closed", $"end it with {quote}");
    }

    private void ReadInterpolation()
    {
        var quote = Peek(1);
        var start = _position;
        if (++_interpolations > Math.Min(_maxNesting, 32))
        {
            _diagnostics.Error(new TextSpan(start, 2), "interpolated texts are nested too deep");
            _position = _text.Length;
            _interpolations--;
            return;
        }
        Add(TokenKind.InterpolationStart, 2);
        while (_position < _text.Length && Current != quote)
        {
            if (Current == '{')
                ReadInterpolatedCode();
            else
                ReadInterpolatedText(quote);
        }
        var end = _position;
        CloseText(start, quote);
        _tokens.Add(new Token(TokenKind.InterpolationEnd, TextSpan.FromBounds(end, _position), null, false));
        _interpolations--;
    }

    private void ReadInterpolatedText(char quote)
    {
        var start = _position;
        var text = new StringBuilder();
        while (_position < _text.Length && Current != quote && Current != '{')
            ReadCharacter(text, true);
        _tokens.Add(new Token(TokenKind.Quoted, TextSpan.FromBounds(start, _position), text.ToString(), false));
    }

    private void ReadInterpolatedCode()
    {
        var start = _position;
        var outer = _braces;
        Add(TokenKind.InterpolationOpen, 1);
        _braces = 0;
        while (_position < _text.Length && !(Current == '}' && _braces == 0))
            ReadToken();
        _braces = outer;
        if (_position < _text.Length)
            Add(TokenKind.InterpolationClose, 1);
        else
            _diagnostics.Error(new TextSpan(start, 1), "this expression in a text is not closed", "end it with }");
    }

    private void ReadCharacter(StringBuilder text, bool isInterpolated)
    {
        if (Current != '\\')
        {
            text.Append(_text[_position++]);
            return;
        }
        var escape = Peek(1);
        _position = Math.Min(_position + 2, _text.Length);
        switch (escape)
        {
            case 'n':
                text.Append('\n');
                break;
            case 'r':
                text.Append('\r');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'b':
                text.Append('\b');
                break;
            case 'f':
                text.Append('\f');
                break;
            case '0':
                text.Append('\0');
                break;
            case '\'' or '"' or '\\':
                text.Append(escape);
                break;
            case '\n':
                break;
            case '{' or '}' when isInterpolated:
                text.Append(escape);
                break;
            case 'u':
                ReadHex(text, 4);
                break;
            case 'x':
                ReadHex(text, 2);
                break;
            default:
                _diagnostics.Error(
                    new TextSpan(_position - 2, 2), $"`\\{escape}` is no escape", "write `\\\\` for a backslash, or put the text in `backquotes`");
                break;
        }
    }

    private void ReadHex(StringBuilder text, int digits)
    {
        var hex = _text.AsSpan(_position, Math.Min(digits, _text.Length - _position));
        if (hex.Length == digits && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            text.Append((char)code);
            _position += digits;
        }
        else
        {
            _diagnostics.Error(TextSpan.FromBounds(_position - 2, _position + hex.Length), $"{digits} hexadecimal digits are needed here");
        }
    }
}
