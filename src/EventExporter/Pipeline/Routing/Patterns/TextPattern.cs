using System.Buffers;
using System.Text.RegularExpressions;
using EventExporter.Configuration.Patterns;

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

    /// <exception cref="ArgumentException">The pattern cannot be used; validation has told so before.</exception>
    public TextPattern(string pattern)
    {
        Text = pattern;
        _fromStart = pattern.StartsWith('^');
        _toEnd = pattern.EndsWith('$') && pattern.Length > (_fromStart ? 1 : 0);
        _literal = pattern[(_fromStart ? 1 : 0)..(pattern.Length - (_toEnd ? 1 : 0))];
        if (_literal.AsSpan().ContainsAny(Special))
            _regex = Pattern.Compile(pattern);
    }

    /// <summary>As written.</summary>
    public string Text { get; }

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
}
