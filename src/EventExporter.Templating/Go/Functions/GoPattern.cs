using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Go.Functions;

/// <summary>
/// Go's patterns (RE2) as .NET's: classes such as \d and \w are ASCII, $ is the end of the text only, and what RE2 does not have,
/// lookarounds and backreferences, is refused.
/// </summary>
internal sealed class GoPattern
{
    private const int Capacity = 512;
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private int _at;
    private bool _isMultiline;

    private GoPattern(string pattern) => _pattern = pattern;

    /// <exception cref="FormatException">The pattern uses what RE2 does not have.</exception>
    public static string Translate(string pattern)
    {
        if (Known.TryGetValue(pattern, out var known))
            return known;
        var translated = new GoPattern(pattern).Run();
        if (Known.Count >= Capacity)
            Known.Clear();
        return Known[pattern] = translated;
    }

    /// <summary><c>$1</c>, <c>$name</c>, <c>${name}</c> and <c>$$</c> in a replacement; a group that is not there is empty.</summary>
    public static void Expand(RenderContext context, StringBuilder result, Match match, string replacement)
    {
        for (var at = 0; at < replacement.Length;)
        {
            var dollar = replacement.IndexOf('$', at);
            result.Append(replacement, at, (dollar < 0 ? replacement.Length : dollar) - at);
            if (dollar < 0)
                return;
            at = dollar + 1;
            var hasBrace = at < replacement.Length && replacement[at] == '{';
            var start = hasBrace ? at + 1 : at;
            var end = start;
            while (end < replacement.Length && (char.IsLetterOrDigit(replacement[end]) || replacement[end] == '_'))
                end++;
            var isName = end > start && (!hasBrace || (end < replacement.Length && replacement[end] == '}'));
            if (isName)
            {
                var name = replacement[start..end];
                var group = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? match.Groups[number] : match.Groups[name];
                result.Append(group.ValueSpan);
                at = hasBrace ? end + 1 : end;
            }
            else
            {
                result.Append('$');
                at += at < replacement.Length && replacement[at] == '$' ? 1 : 0;
            }
            context.CheckLength(result.Length);
        }
    }

    private string Run()
    {
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at];
            if (c == '\\')
                Escape(false);
            else if (c == '[')
                Class();
            else if (c == '(' && _at + 1 < _pattern.Length && _pattern[_at + 1] == '?')
                Group();
            else
                Plain(c);
        }
        return _result.ToString();
    }

    private void Plain(char c)
    {
        _at++;
        if (c == '$')
            _result.Append(_isMultiline ? "(?m:$)" : "\\z");
        else if (c == '#' || c == ' ')
            _result.Append('\\').Append(c);
        else
            _result.Append(c);
    }

    private void Group()
    {
        var rest = _pattern.AsSpan(_at + 2);
        if (rest.StartsWith("P<") || (rest.StartsWith("<") && !rest.StartsWith("<=") && !rest.StartsWith("<!")))
        {
            _result.Append("(?<");
            _at += rest[0] == 'P' ? 4 : 3;
            return;
        }
        var end = rest.IndexOfAny(':', ')');
        var flags = end < 0 ? default : rest[..end];
        if (end < 0 || flags.IndexOfAnyExcept("ims-") >= 0)
            throw new FormatException(rest.StartsWith("=") || rest.StartsWith("!") || rest.StartsWith("<") ? "there are no lookarounds" : "this kind of group is unknown");
        var minus = flags.IndexOf('-');
        var on = minus < 0 ? flags : flags[..minus];
        if (on.Contains('m'))
            _isMultiline = true;
        _result.Append("(?").Append(flags).Append(rest[end]);
        _at += 3 + end;
    }

    private void Class()
    {
        _result.Append('[');
        _at++;
        if (_at < _pattern.Length && _pattern[_at] == '^')
        {
            _result.Append('^');
            _at++;
        }
        var isFirst = true;
        while (_at < _pattern.Length && (isFirst || _pattern[_at] != ']'))
        {
            if (_pattern[_at] == '\\')
                Escape(true);
            else if (_pattern.AsSpan(_at).StartsWith("[:"))
                Posix();
            else
                _result.Append(_pattern[_at] is '[' or ']' ? "\\" : "").Append(_pattern[_at++]);
            isFirst = false;
        }
        if (_at >= _pattern.Length)
            throw new FormatException("a `]` is missing");
        _result.Append(']');
        _at++;
    }

    private void Posix()
    {
        var end = _pattern.IndexOf(":]", _at, StringComparison.Ordinal);
        var name = end < 0 ? "" : _pattern[(_at + 2)..end];
        _result.Append(name switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "ascii" => "\\x00-\\x7F",
            "blank" => "\\t\\ ",
            "cntrl" => "\\x00-\\x1F\\x7F",
            "digit" => "0-9",
            "graph" => "!-~",
            "lower" => "a-z",
            "print" => "\\ -~",
            "punct" => "!-/:-@\\[-`{-~",
            "space" => "\\t\\n\\v\\f\\r\\ ",
            "upper" => "A-Z",
            "word" => "0-9A-Za-z_",
            "xdigit" => "0-9A-Fa-f",
            _ => throw new FormatException($"there is no class [:{name}:]"),
        });
        _at = end + 2;
    }

    private void Escape(bool isInClass)
    {
        if (++_at >= _pattern.Length)
            throw new FormatException("there is nothing behind the last backslash");
        var c = _pattern[_at++];
        switch (c)
        {
            case 'd' or 'w' or 's':
                _result.Append(isInClass ? AsciiClass(c) : $"[{AsciiClass(c)}]");
                break;
            case 'D' or 'W' or 'S' when !isInClass:
                _result.Append(CultureInfo.InvariantCulture, $"[^{AsciiClass(char.ToLowerInvariant(c))}]");
                break;
            case 'D' or 'W' or 'S':
                _result.Append(c == 'D' ? "\\x00-/:-\\uFFFF" : c == 'W' ? "\\x00-/:-@\\[-\\^`{-\\uFFFF" : "\\x00-\\x08\\x0B\\x0E-\\x1F!-\\uFFFF");
                break;
            case 'Q':
                Literal();
                break;
            case 'p' or 'P':
                Category(c);
                break;
            case 'x' when _at < _pattern.Length && _pattern[_at] == '{':
                CodePoint();
                break;
            case 'k' or (>= '1' and <= '9'):
                throw new FormatException("there are no backreferences");
            case 'z' or 'A' or 'b' or 'B' or 'a' or 'f' or 't' or 'n' or 'r' or 'v' or 'x' or '0':
                _result.Append('\\').Append(c);
                break;
            case var _ when char.IsAsciiLetter(c):
                throw new FormatException($"\\{c} is unknown");
            default:
                _result.Append('\\').Append(c);
                break;
        }
    }

    private static string AsciiClass(char c) => c switch { 'd' => "0-9", 'w' => "0-9A-Za-z_", _ => "\\t\\n\\f\\r\\ " };

    private void Literal()
    {
        var end = _pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
        _result.Append(Regex.Escape(_pattern[_at..(end < 0 ? _pattern.Length : end)]));
        _at = end < 0 ? _pattern.Length : end + 2;
    }

    /// <summary><c>\pL</c>, <c>\p{Lu}</c>, <c>\p{Greek}</c>.</summary>
    private void Category(char letter)
    {
        var end = _at < _pattern.Length && _pattern[_at] == '{' ? _pattern.IndexOf('}', _at) : _at;
        if (end < _at || _at >= _pattern.Length)
            throw new FormatException("a class of characters is not closed");
        var name = _pattern[_at..(end + 1)].Trim('{', '}');
        var isNegated = name.StartsWith('^');
        name = name.TrimStart('^');
        var isNegative = letter == 'P' != isNegated;
        _result.Append(isNegative ? "\\P{" : "\\p{").Append(name.Length <= 2 ? name : "Is" + name).Append('}');
        _at = end + 1;
    }

    private void CodePoint()
    {
        var end = _pattern.IndexOf('}', _at);
        if (end < 0 || !int.TryParse(_pattern.AsSpan(_at + 1, Math.Max(0, end - _at - 1)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0xFFFF)
            throw new FormatException("\\x{...} names no character up to FFFF");
        _result.Append(CultureInfo.InvariantCulture, $"\\u{code:x4}");
        _at = end + 1;
    }
}
