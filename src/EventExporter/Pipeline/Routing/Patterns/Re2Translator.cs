using System.Text;

namespace EventExporter.Pipeline.Routing.Patterns;

/// <summary>
/// Rewrites a pattern from RE2's syntax (github.com/google/re2/wiki/Syntax), which route files of kubernetes-event-exporter use, into
/// .NET's, so that it matches the same texts: <c>\d \w \s</c> are ASCII, <c>$</c> is the end of the text only, <c>(?P&lt;n&gt;</c>
/// names a group, <c>[[:alpha:]]</c> and <c>\pL</c> and <c>\Q..\E</c> mean what they mean there.
/// </summary>
internal sealed class Re2Translator
{
    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7F",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private readonly bool _multiline;
    private int _at;

    private Re2Translator(string pattern)
    {
        _pattern = pattern;
        _multiline = HasMultilineFlag(pattern);
    }

    /// <summary>Throws <see cref="PatternException"/> for constructs that RE2 has and .NET cannot express.</summary>
    public static string Translate(string pattern) => new Re2Translator(pattern).Run();

    private string Run()
    {
        while (_at < _pattern.Length)
        {
            switch (_pattern[_at])
            {
                case '\\':
                    Escape(inClass: false);
                    break;
                case '[':
                    CharacterClass();
                    break;
                case '$' when !_multiline:
                    _output.Append(@"\z");
                    _at++;
                    break;
                case '(':
                    Group();
                    break;
                default:
                    _output.Append(_pattern[_at++]);
                    break;
            }
        }

        return _output.ToString();
    }

    private void Group()
    {
        if (Ahead("(?P<"))
        {
            _output.Append("(?<");
            _at += 4;
        }
        else if (Ahead("(?U"))
        {
            throw new PatternException("the flag (?U) is not supported", "write the lazy quantifiers out: .*? instead of (?U).*");
        }
        else
        {
            _output.Append('(');
            _at++;
        }
    }

    private void Escape(bool inClass)
    {
        if (_at + 1 == _pattern.Length)
        {
            _output.Append(_pattern[_at++]);
            return;
        }

        var escaped = _pattern[_at + 1];
        if (escaped == 'Q')
        {
            Quoted();
            return;
        }

        if (escaped is 'p' or 'P' && _at + 2 < _pattern.Length && _pattern[_at + 2] != '{')
        {
            _output.Append('\\').Append(escaped).Append('{').Append(_pattern[_at + 2]).Append('}');
            _at += 3;
            return;
        }

        _output.Append(Ascii(escaped, inClass) ?? _pattern.Substring(_at, 2));
        _at += 2;
    }

    private static string? Ascii(char escaped, bool inClass) => (escaped, inClass) switch
    {
        ('d', true) => "0-9",
        ('d', false) => "[0-9]",
        ('w', true) => "0-9A-Za-z_",
        ('w', false) => "[0-9A-Za-z_]",
        ('s', true) => @"\t\n\f\r ",
        ('s', false) => @"[\t\n\f\r ]",
        ('D', false) => "[^0-9]",
        ('W', false) => "[^0-9A-Za-z_]",
        ('S', false) => @"[^\t\n\f\r ]",
        _ => null,
    };

    private void Quoted()
    {
        var end = _pattern.IndexOf(@"\E", _at + 2, StringComparison.Ordinal);
        var text = end < 0 ? _pattern[(_at + 2)..] : _pattern[(_at + 2)..end];
        _output.Append(System.Text.RegularExpressions.Regex.Escape(text));
        _at = end < 0 ? _pattern.Length : end + 2;
    }

    private void CharacterClass()
    {
        _output.Append('[');
        _at++;
        if (_at < _pattern.Length && _pattern[_at] == '^')
            _output.Append(_pattern[_at++]);
        // A closing bracket in first place stands for itself.
        if (_at < _pattern.Length && _pattern[_at] == ']')
        {
            _output.Append(@"\]");
            _at++;
        }

        while (_at < _pattern.Length && _pattern[_at] != ']')
            ClassMember();
        if (_at < _pattern.Length)
            _output.Append(_pattern[_at++]);
    }

    private void ClassMember()
    {
        if (Ahead("[:") && _pattern.IndexOf(":]", _at, StringComparison.Ordinal) is > 0 and var end)
        {
            var name = _pattern[(_at + 2)..end];
            _output.Append(PosixClasses.TryGetValue(name, out var members)
                ? members
                : throw new PatternException($"there is no character class [:{name}:]", $"known are {string.Join(", ", PosixClasses.Keys)}"));
            _at = end + 2;
        }
        else if (_pattern[_at] == '\\')
        {
            Escape(inClass: true);
        }
        else
        {
            // .NET reads a bare '[' after '-' as the start of a subtraction; RE2 does not.
            _output.Append(_pattern[_at] == '[' ? @"\[" : _pattern[_at].ToString());
            _at++;
        }
    }

    private bool Ahead(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private static bool HasMultilineFlag(string pattern)
    {
        for (var start = pattern.IndexOf("(?", StringComparison.Ordinal); start >= 0; start = pattern.IndexOf("(?", start + 2, StringComparison.Ordinal))
        {
            for (var at = start + 2; at < pattern.Length && (char.IsAsciiLetter(pattern[at]) || pattern[at] == '-') && pattern[at] != '-'; at++)
            {
                if (pattern[at] == 'm')
                    return true;
            }
        }

        return false;
    }
}
