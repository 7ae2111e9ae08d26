using System.Buffers;
using System.Text.RegularExpressions;

namespace EventExporter.Pipeline.Routing.Patterns;

/// <summary>
/// One pattern of a route: an unanchored, case-sensitive regular expression in RE2's syntax, compiled once. It cannot backtrack, so no
/// text makes it slow. A pattern without special characters is searched for as plain text, which gives the same answer sooner.
/// </summary>
internal sealed class TextPattern
{
    private static readonly SearchValues<char> Special = SearchValues.Create(@"\.+*?()|[]{}^$");
    private readonly Regex? _regex;
    private readonly string _literal;
    private readonly bool _fromStart;
    private readonly bool _toEnd;

    /// <summary>Throws <see cref="PatternException"/> for a pattern that cannot be used.</summary>
    public TextPattern(string pattern)
    {
        Text = pattern;
        _fromStart = pattern.StartsWith('^');
        _toEnd = pattern.EndsWith('$') && pattern.Length > (_fromStart ? 1 : 0);
        _literal = pattern[(_fromStart ? 1 : 0)..(pattern.Length - (_toEnd ? 1 : 0))];
        if (_literal.AsSpan().ContainsAny(Special))
            _regex = Compile(pattern);
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>Nothing is excluded by it: an empty pattern, <c>.*</c> and the like.</summary>
    public bool MatchesEverything => Text is "" or ".*" or "^.*$" or "^" or "$" or "^.*" or ".*$" or "(.*)" or "^(.*)$";

    public bool IsMatch(string value)
    {
        if (_regex is not null)
            return _regex.IsMatch(value);
        return (_fromStart, _toEnd) switch
        {
            (true, true) => value.Equals(_literal, StringComparison.Ordinal),
            (true, false) => value.StartsWith(_literal, StringComparison.Ordinal),
            (false, true) => value.EndsWith(_literal, StringComparison.Ordinal),
            _ => value.Contains(_literal, StringComparison.Ordinal),
        };
    }

    private static Regex Compile(string pattern)
    {
        if (pattern.Length > 0 && pattern[0] is '*' or '+' or '?')
            throw new PatternException("nothing stands before the quantifier '" + pattern[0] + "'", $"patterns are regular expressions, not globs: write {FromGlob(pattern)}");
        try
        {
            return new Regex(Re2Translator.Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException parse)
        {
            throw new PatternException($"not a regular expression: {Reason(parse)}", "patterns are regular expressions in RE2's syntax; a literal \\ . + * ? ( ) | [ ] { } ^ $ needs a \\ before it");
        }
        catch (NotSupportedException)
        {
            throw new PatternException("look-arounds, back-references and atomic groups are not supported", "patterns run in linear time, as RE2's do; use 'not:' for what must not match");
        }
    }

    private static string Reason(RegexParseException parse)
    {
        var colon = parse.Message.IndexOf("'. ", StringComparison.Ordinal);
        var sentence = colon < 0 ? parse.Message : parse.Message[(parse.Message.LastIndexOf("'. ", StringComparison.Ordinal) + 3)..];
        return $"{sentence.TrimEnd('.')} (at character {parse.Offset + 1})";
    }

    private static string FromGlob(string pattern)
    {
        var text = pattern.Trim('*', '+', '?');
        return $"{(pattern[0] == '*' ? ".*" : "")}{text}{(pattern.Length > 1 && pattern[^1] == '*' ? ".*" : "")}";
    }
}
