using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Parsing;

/// <summary>Cuts a text into text and actions by the rules of Go's text/template, and actions into tokens.</summary>
internal sealed partial class GoLexer(SourceText source, DiagnosticBag diagnostics)
{
    private const string OpenMark = "{{";
    private const string CloseMark = "}}";

    private readonly List<GoToken> _tokens = [];
    private readonly string _text = source.Text;
    private int _at;
    private bool _trimsNext;

    public static List<GoToken> Tokenize(SourceText source, DiagnosticBag diagnostics)
    {
        var lexer = new GoLexer(source, diagnostics);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (_at < _text.Length)
        {
            var open = _text.IndexOf(OpenMark, _at, StringComparison.Ordinal);
            var end = open < 0 ? _text.Length : open;
            var trimsBefore = open >= 0 && IsLeftTrim(open + 2);
            AddText(_at, end, trimsBefore);
            _at = end;
            if (open < 0)
                break;
            _at += trimsBefore ? 4 : 2;
            if (At("/*"))
                SkipComment(open);
            else
                ReadAction(open);
        }
        _tokens.Add(new GoToken(GoTokenKind.End, new TextSpan(_text.Length, 0), null, false));
    }

    /// <summary>A minus sign trims only with a blank behind it: <c>{{-3}}</c> is a number.</summary>
    private bool IsLeftTrim(int at) => at + 1 < _text.Length && _text[at] == '-' && IsSpace(_text[at + 1]);

    private bool IsRightTrim(int at) => at < _text.Length && IsSpace(_text[at]) && string.CompareOrdinal(_text, at + 1, "-}}", 0, 3) == 0;

    private void AddText(int start, int end, bool trimsEnd)
    {
        while (_trimsNext && start < end && IsSpace(_text[start]))
            start++;
        while (trimsEnd && end > start && IsSpace(_text[end - 1]))
            end--;
        _trimsNext = false;
        if (end > start)
            _tokens.Add(new GoToken(GoTokenKind.Text, TextSpan.FromBounds(start, end), _text[start..end], false));
    }

    private void SkipComment(int open)
    {
        var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            diagnostics.Error(TextSpan.FromBounds(open, _text.Length), "the comment has no end", "close it with `*/}}`");
            _at = _text.Length;
            return;
        }
        _at = end + 2;
        if (IsRightTrim(_at))
        {
            _trimsNext = true;
            _at += 4;
        }
        else if (At(CloseMark))
        {
            _at += 2;
        }
        else
        {
            diagnostics.Error(TextSpan.FromBounds(open, _at), "a comment must fill its action", "close it with `*/}}` or `*/ -}}`");
            var close = _text.IndexOf(CloseMark, _at, StringComparison.Ordinal);
            _at = close < 0 ? _text.Length : close + 2;
        }
    }

    private void ReadAction(int open)
    {
        Add(GoTokenKind.Open, open, null, false);
        var depth = 0;
        while (true)
        {
            var hasSpace = SkipSpace();
            if (_at >= _text.Length)
            {
                diagnostics.Error(TextSpan.FromBounds(open, open + 2), "the action has no end", "close it with `}}`");
                Add(GoTokenKind.Bad, _at, null, hasSpace);
                Add(GoTokenKind.Close, _at, null, hasSpace);
                return;
            }
            var start = _at;
            if (IsClose(hasSpace))
            {
                if (depth > 0)
                {
                    diagnostics.Error(TextSpan.FromBounds(start, _at), "a parenthesis is not closed", "add `)`");
                    Add(GoTokenKind.Bad, start, null, hasSpace);
                }
                Add(GoTokenKind.Close, start, null, hasSpace);
                return;
            }
            depth = ReadToken(hasSpace, depth);
        }
    }

    /// <summary>Passes the end of the action when it stands here.</summary>
    private bool IsClose(bool hasSpace)
    {
        if (hasSpace && string.CompareOrdinal(_text, _at, "-}}", 0, 3) == 0)
        {
            _trimsNext = true;
            _at += 3;
            return true;
        }
        if (!At(CloseMark))
            return false;
        _at += 2;
        return true;
    }

    private int ReadToken(bool hasSpace, int depth)
    {
        var start = _at;
        var c = _text[_at];
        switch (c)
        {
            case '(':
                Single(GoTokenKind.LeftParen, hasSpace);
                return depth + 1;
            case ')' when depth == 0:
                _at++;
                diagnostics.Error(TextSpan.FromBounds(start, _at), "there is no `(` for this `)`");
                Add(GoTokenKind.Bad, start, null, hasSpace);
                return 0;
            case ')':
                Single(GoTokenKind.RightParen, hasSpace);
                return depth - 1;
            case '|':
                Single(GoTokenKind.Pipe, hasSpace);
                return depth;
            case ',':
                Single(GoTokenKind.Comma, hasSpace);
                return depth;
            case '=':
                Single(GoTokenKind.Assign, hasSpace);
                return depth;
            case ':' when At(":="):
                _at += 2;
                Add(GoTokenKind.Declare, start, null, hasSpace);
                return depth;
            case '"':
                ReadQuoted(hasSpace);
                return depth;
            case '`':
                ReadRaw(hasSpace);
                return depth;
            case '\'':
                ReadChar(hasSpace);
                return depth;
            case '$':
                _at++;
                Add(GoTokenKind.Variable, start, ReadName(), hasSpace);
                return depth;
            case '.' when !(_at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])):
                ReadField(hasSpace);
                return depth;
            case '+' or '-' or '.':
            case >= '0' and <= '9':
                ReadNumber(hasSpace);
                return depth;
            case '_':
            case var _ when char.IsLetter(c):
                AddWord(start, ReadName(), hasSpace);
                return depth;
            default:
                Unexpected(start, hasSpace);
                return depth;
        }
    }

    private void ReadField(bool hasSpace)
    {
        var start = _at++;
        var name = ReadName();
        Add(name.Length == 0 ? GoTokenKind.Dot : GoTokenKind.Field, start, name, hasSpace);
    }

    private void AddWord(int start, string word, bool hasSpace)
    {
        switch (word)
        {
            case "true" or "false":
                Add(GoTokenKind.Literal, start, Boxes.Bool(word == "true"), hasSpace);
                break;
            case "nil":
                Add(GoTokenKind.Nil, start, null, hasSpace);
                break;
            default:
                Add(GoTokenKind.Identifier, start, word, hasSpace);
                break;
        }
    }

    private void Unexpected(int start, bool hasSpace)
    {
        _at += char.IsHighSurrogate(_text[_at]) && _at + 1 < _text.Length ? 2 : 1;
        var text = _text[start.._at];
        var hint = text switch
        {
            "!" => "write `not` or `ne`",
            "&" => "write `and a b`",
            "<" or ">" => "write `lt a b` or `gt a b`",
            "[" or "]" => "write `index list 0` or `index map \"key\"`",
            "/" => "a comment is written `{{/* ... */}}`, without a blank before it",
            "~" => "Go trims with `{{-` and `-}}`",
            _ => null,
        };
        diagnostics.Error(TextSpan.FromBounds(start, _at), $"`{text}` has no meaning in an action", hint);
        Add(GoTokenKind.Bad, start, null, hasSpace);
    }

    private string ReadName()
    {
        var start = _at;
        while (_at < _text.Length && IsNamePart(_text[_at]))
            _at++;
        return _text[start.._at];
    }

    private bool SkipSpace()
    {
        var start = _at;
        while (_at < _text.Length && IsSpace(_text[_at]))
            _at++;
        return _at > start;
    }

    private void Single(GoTokenKind kind, bool hasSpace)
    {
        _at++;
        Add(kind, _at - 1, null, hasSpace);
    }

    private void Add(GoTokenKind kind, int start, object? value, bool hasSpace) =>
        _tokens.Add(new GoToken(kind, TextSpan.FromBounds(start, _at), value, hasSpace));

    private bool At(string mark) => string.CompareOrdinal(_text, _at, mark, 0, mark.Length) == 0;

    private static bool IsNamePart(char c) => c == '_' || char.IsLetterOrDigit(c);

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
