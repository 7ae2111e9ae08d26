using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>The tokens inside of code blocks.</summary>
public sealed partial class Lexer
{
    // Longest first, so that the first that fits is the right one.
    private static readonly string[] Symbols =
    [
        "...", "..<", "//=", "??=", "&&", "||", "|>", "==", "!=", "<=", ">=", "<<", ">>", "??", "?!", "?.", "..", "//", "++", "--",
        "+=", "-=", "*=", "/=", "%=", "+", "-", "*", "/", "%", "<", ">", "!", "=", "?", ":", ",", ".", "|", "(", ")", "[", "]",
        "{", "}", "@", "^",
    ];

    private bool HasSpaceBefore => _position > 0 && char.IsWhiteSpace(_text[_position - 1]);

    private void ReadToken()
    {
        var c = Current;
        if (c == '\n')
            Add(TokenKind.NewLine, 1);
        else if (char.IsWhiteSpace(c))
            _position++;
        else if (c == ';')
            Add(TokenKind.Semicolon, 1);
        else if (c == '#')
            SkipComment();
        else if (char.IsLetter(c) || c == '_')
            AddWord(TokenKind.Identifier, 0);
        else if (c == '$' && Peek(1) is '"' or '\'')
            ReadInterpolation();
        else if (c == '$')
            ReadLocal();
        else if (char.IsAsciiDigit(c))
            ReadNumber();
        else if (c is '"' or '\'')
            ReadQuoted(c);
        else if (c == '`')
            ReadVerbatim();
        else
            ReadSymbol();
    }

    private void Add(TokenKind kind, int length, object? value = null)
    {
        _tokens.Add(new Token(kind, new TextSpan(_position, length), value, HasSpaceBefore));
        _position += length;
    }

    private void AddWord(TokenKind kind, int prefix)
    {
        var end = _position + prefix;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_'))
            end++;
        Add(kind, end - _position, string.Intern(_text[(_position + prefix)..end]));
    }

    private void ReadLocal()
    {
        if (Peek(1) == '$')
            Add(TokenKind.Local, 2, "$");
        else
            AddWord(TokenKind.Local, 1);
    }

    /// <summary><c># ...</c> to the end of the line, <c>## ... ##</c> over lines; the end of the block ends both.</summary>
    private void SkipComment()
    {
        var isLong = Peek(1) == '#';
        _position += isLong ? 2 : 1;
        while (_position < _text.Length)
        {
            if (isLong && At("##"))
            {
                _position += 2;
                return;
            }
            if ((!isLong && Current == '\n') || At("}}") || At("-}}") || At("~}}"))
                return;
            _position++;
        }
    }

    private void ReadSymbol()
    {
        foreach (var symbol in Symbols)
        {
            if (!At(symbol))
                continue;
            if (symbol == "{")
                _braces++;
            else if (symbol == "}")
                _braces--;
            Add(TokenKind.Symbol, symbol.Length, symbol);
            return;
        }
        var length = char.IsHighSurrogate(Current) && char.IsLowSurrogate(Peek(1)) ? 2 : 1;
        _diagnostics.Error(new TextSpan(_position, length), $"unexpected character `{_text.AsSpan(_position, length)}`");
        _position += length;
    }
}
