using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EventExporter.Configuration.Patterns;

/// <summary>
/// Writes a pattern of RE2's language (https://github.com/google/re2/wiki/Syntax) so that .NET understands the same by it:
/// <c>(?P&lt;n&gt;</c>, ASCII <c>\d \w \s</c>, <c>$</c> as the very end of the text, <c>[[:alpha:]]</c>, <c>\Q...\E</c>, <c>\pL</c>, <c>\x{41}</c>
/// and the flag U, which changes only what a match captures and not whether there is one.
/// </summary>
internal sealed partial class Re2Translator
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
    private readonly StringBuilder _result = new();
    private readonly bool _multiline;
    private int _position;

    private Re2Translator(string pattern)
    {
        _pattern = pattern;
        _multiline = MultilineFlag().IsMatch(pattern);
    }

    public static string Translate(string pattern)
    {
        // Nearly every pattern is a plain word.
        if (pattern.AsSpan().IndexOfAny("\\[($") < 0)
            return pattern;
        var translator = new Re2Translator(pattern);
        translator.Run();
        return translator._result.ToString();
    }

    private void Run()
    {
        while (_position < _pattern.Length)
        {
            switch (_pattern[_position])
            {
                case '\\':
                    Escape(inClass: false);
                    break;
                case '[':
                    CharacterClass();
                    break;
                case '(':
                    Group();
                    break;
                case '$' when !_multiline:
                    Put(@"\z", length: 1);
                    break;
                default:
                    Put(_pattern[_position].ToString(), length: 1);
                    break;
            }
        }
    }

    private void Group()
    {
        if (Starts("(?P<"))
        {
            Put("(?<", length: 4);
            return;
        }

        var flags = UngreedyFlags().Match(_pattern, _position);
        if (!flags.Success || flags.Index != _position)
        {
            Put("(", length: 1);
            return;
        }

        var kept = flags.Value.Replace("U", "", StringComparison.Ordinal).Replace("-)", ")", StringComparison.Ordinal).Replace("-:", ":", StringComparison.Ordinal);
        Put(kept == "(?)" ? "" : kept, flags.Length);
    }

    private void CharacterClass()
    {
        Put("[", length: 1);
        if (Peek() == '^')
            Put("^", length: 1);
        if (Peek() == ']')
            Put(@"\]", length: 1);
        while (_position < _pattern.Length && _pattern[_position] != ']')
        {
            if (_pattern[_position] == '\\')
                Escape(inClass: true);
            else if (_pattern[_position] == '[')
                PosixClass();
            else
                Put(_pattern[_position].ToString(), length: 1);
        }

        if (_position < _pattern.Length)
            Put("]", length: 1);
    }

    private void PosixClass()
    {
        var match = PosixName().Match(_pattern, _position);
        if (match.Success && match.Index == _position && PosixClasses.TryGetValue(match.Groups["name"].Value, out var members))
            Put(members, match.Length);
        else
            Put(@"\[", length: 1);
    }

    private void Escape(bool inClass)
    {
        var letter = _position + 1 < _pattern.Length ? _pattern[_position + 1] : '\0';
        var (open, close) = inClass ? ("", "") : ("[", "]");
        switch (letter)
        {
            case 'd':
                Put($"{open}0-9{close}", length: 2);
                break;
            case 'w':
                Put($"{open}0-9A-Za-z_{close}", length: 2);
                break;
            case 's':
                Put($@"{open}\t\n\f\r {close}", length: 2);
                break;
            case 'D' when !inClass:
                Put("[^0-9]", length: 2);
                break;
            case 'W' when !inClass:
                Put("[^0-9A-Za-z_]", length: 2);
                break;
            case 'S' when !inClass:
                Put(@"[^\t\n\f\r ]", length: 2);
                break;
            case 'Q' when !inClass:
                Quoted();
                break;
            case 'x' when BracedHex() is { } hex:
                Put(hex.Text, hex.Length);
                break;
            case 'p' or 'P' when _position + 2 < _pattern.Length && char.IsAsciiLetterUpper(_pattern[_position + 2]):
                Put($@"\{letter}{{{_pattern[_position + 2]}}}", length: 3);
                break;
            case '\0':
                Put(@"\", length: 1);
                break;
            default:
                Put(_pattern.Substring(_position, 2), length: 2);
                break;
        }
    }

    private void Quoted()
    {
        var end = _pattern.IndexOf(@"\E", _position, StringComparison.Ordinal);
        var stop = end < 0 ? _pattern.Length : end;
        Put(Regex.Escape(_pattern[(_position + 2)..stop]), length: (end < 0 ? stop : stop + 2) - _position);
    }

    private (string Text, int Length)? BracedHex()
    {
        var match = HexInBraces().Match(_pattern, _position);
        if (!match.Success || match.Index != _position)
            return null;
        var code = int.Parse(match.Groups["hex"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return code > 0xFFFF ? null : (string.Create(CultureInfo.InvariantCulture, $@"\u{code:X4}"), match.Length);
    }

    private void Put(string text, int length)
    {
        _result.Append(text);
        _position += length;
    }

    private bool Starts(string text) => string.CompareOrdinal(_pattern, _position, text, 0, text.Length) == 0;

    private char Peek() => _position < _pattern.Length ? _pattern[_position] : '\0';

    [GeneratedRegex(@"\(\?[a-zA-Z]*m", RegexOptions.CultureInvariant)]
    private static partial Regex MultilineFlag();

    [GeneratedRegex(@"\(\?[imsU]*-?[imsU]*U[imsU]*(?=[:)])[:)]?", RegexOptions.CultureInvariant)]
    private static partial Regex UngreedyFlags();

    [GeneratedRegex(@"\[:(?<name>[a-z]+):\]", RegexOptions.CultureInvariant)]
    private static partial Regex PosixName();

    [GeneratedRegex(@"\\x\{(?<hex>[0-9A-Fa-f]{1,6})\}", RegexOptions.CultureInvariant)]
    private static partial Regex HexInBraces();
}
