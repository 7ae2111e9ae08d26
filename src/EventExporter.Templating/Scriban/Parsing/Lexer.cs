using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>Cuts a template into tokens: text blocks, escape blocks and the tokens of code blocks.</summary>
public sealed partial class Lexer
{
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly int _maxNesting;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _braces;
    private int _interpolations;

    private Lexer(SourceText source, DiagnosticBag diagnostics, int maxNesting)
    {
        _text = source.Text;
        _diagnostics = diagnostics;
        _maxNesting = maxNesting;
    }

    /// <summary>How white space next to a block is treated.</summary>
    private enum Strip
    {
        None,

        /// <summary><c>~</c>: blanks on the same line, and to the right also the end of that line.</summary>
        Line,

        /// <summary><c>-</c>: all white space.</summary>
        All,
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    public static List<Token> Tokenize(SourceText source, DiagnosticBag diagnostics, int maxNesting)
    {
        var lexer = new Lexer(source, diagnostics, maxNesting);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        var strip = Strip.None;
        while (_position < _text.Length)
        {
            strip = ReadText(strip);
            if (_position >= _text.Length)
                break;
            strip = At("{{") ? ReadCode() : ReadEscape();
        }
        _tokens.Add(new Token(TokenKind.End, new TextSpan(_text.Length, 0), null, false));
    }

    private bool At(string expected) => _text.AsSpan(_position).StartsWith(expected, StringComparison.Ordinal);

    private char Peek(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    /// <summary>Reads up to the next block, which is not read yet; adds the text that is left after stripping.</summary>
    private Strip ReadText(Strip left)
    {
        var start = SkipRight(_position, left);
        var end = FindBlock(start);
        _position = end;
        var right = end >= _text.Length ? Strip.None : StripOfOpening(end);
        var last = SkipLeft(start, end, right);
        if (last > start)
            _tokens.Add(new Token(TokenKind.Text, TextSpan.FromBounds(start, last), _text[start..last], false));
        return Strip.None;
    }

    private int FindBlock(int from)
    {
        for (var i = from; i < _text.Length; i++)
        {
            i = _text.IndexOf('{', i);
            if (i < 0)
                return _text.Length;
            if (i + 1 < _text.Length && (_text[i + 1] == '{' || EscapeLength(i) > 0))
                return i;
        }
        return _text.Length;
    }

    /// <summary>The number of % when an escape block opens here, otherwise 0.</summary>
    private int EscapeLength(int at)
    {
        var i = at + 1;
        while (i < _text.Length && _text[i] == '%')
            i++;
        return i < _text.Length && _text[i] == '{' ? i - at - 1 : 0;
    }

    private Strip StripOfOpening(int at)
    {
        var behind = at + 2 + EscapeLength(at);
        return behind < _text.Length ? StripOf(_text[behind]) : Strip.None;
    }

    private static Strip StripOf(char c) => c switch
    {
        '-' => Strip.All,
        '~' => Strip.Line,
        _ => Strip.None,
    };

    private int SkipRight(int from, Strip strip)
    {
        if (strip == Strip.None)
            return from;
        var i = from;
        while (i < _text.Length && char.IsWhiteSpace(_text[i]))
        {
            if (_text[i++] == '\n' && strip == Strip.Line)
                break;
        }
        return i;
    }

    private int SkipLeft(int from, int to, Strip strip)
    {
        var i = to;
        while (strip != Strip.None && i > from && char.IsWhiteSpace(_text[i - 1]) && !(strip == Strip.Line && _text[i - 1] is '\n'))
            i--;
        return i;
    }

    /// <summary>Reads <c>{%{ ... }%}</c> with any number of %.</summary>
    private Strip ReadEscape()
    {
        var start = _position;
        var percents = EscapeLength(start);
        var from = start + percents + 2;
        if (from < _text.Length && StripOf(_text[from]) != Strip.None)
            from++;
        var close = "}" + new string('%', percents) + "}";
        var end = _text.IndexOf(close, Math.Min(from, _text.Length), StringComparison.Ordinal);
        if (end < 0)
        {
            _diagnostics.Error(new TextSpan(start, percents + 2), "this escape block is not closed", $"end it with `{close}`");
            _position = _text.Length;
            return Strip.None;
        }
        _position = end + close.Length;
        var strip = end > from ? StripOf(_text[end - 1]) : Strip.None;
        var last = strip == Strip.None ? end : end - 1;
        if (last > from)
            _tokens.Add(new Token(TokenKind.Text, TextSpan.FromBounds(from, last), _text[from..last], false));
        return strip;
    }

    /// <summary>Reads <c>{{ ... }}</c>.</summary>
    private Strip ReadCode()
    {
        var start = _position;
        var indent = IndentBefore(start);
        _position += 2;
        if (StripOf(Current) != Strip.None)
            _position++;
        _tokens.Add(new Token(TokenKind.CodeEnter, TextSpan.FromBounds(start, _position), indent, false));
        _braces = 0;
        while (_position < _text.Length)
        {
            if (TryReadExit(out var strip))
                return strip;
            ReadToken();
        }
        _diagnostics.Error(new TextSpan(start, 2), "this code block is not closed", "end it with `}}`");
        return Strip.None;
    }

    private bool TryReadExit(out Strip strip)
    {
        strip = Strip.None;
        if (_braces > 0)
            return false;
        var marker = StripOf(Current);
        var length = marker != Strip.None && Peek(1) == '}' && Peek(2) == '}' ? 3 : At("}}") ? 2 : 0;
        if (length == 0)
            return false;
        strip = length == 3 ? marker : Strip.None;
        _tokens.Add(new Token(TokenKind.CodeExit, new TextSpan(_position, length), null, false));
        _position += length;
        return true;
    }

    /// <summary>The blanks between the start of the line and a code block that strips nothing; null when other text is there.</summary>
    private string? IndentBefore(int at)
    {
        if (at + 2 < _text.Length && StripOf(_text[at + 2]) != Strip.None)
            return null;
        if (_tokens.Count == 0 || _tokens[^1] is not { Kind: TokenKind.Text } text)
            return null;
        var value = text.Text;
        var start = value.Length;
        while (start > 0 && value[start - 1] is (' ' or '\t'))
            start--;
        if (start == value.Length)
            return null;
        var isLineStart = start > 0 ? value[start - 1] == '\n' : text.Span.Start == 0 || _text[text.Span.Start - 1] == '\n';
        return isLineStart ? value[start..] : null;
    }
}
