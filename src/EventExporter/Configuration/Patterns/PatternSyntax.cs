using System.Text.RegularExpressions;

namespace EventExporter.Configuration.Patterns;

/// <summary>Names what is wrong with a pattern in the words of those who write them.</summary>
internal static partial class PatternSyntax
{
    private static readonly (string Start, string Name, string Hint)[] Unsupported =
    [
        ("(?=", "a lookahead '(?='", "write the second condition as a rule key of its own"),
        ("(?!", "a negative lookahead '(?!'", "write what must not match below 'not:'"),
        ("(?<=", "a lookbehind '(?<='", "match the text before as a part of the pattern"),
        ("(?<!", "a negative lookbehind '(?<!'", "write what must not match below 'not:'"),
        ("(?>", "an atomic group '(?>'", "write '(?:'"),
        ("(?(", "a conditional '(?('", "write the alternatives out with '|'"),
    ];

    /// <summary>The first construct that no engine without backtracking has; null when there is none.</summary>
    public static PatternError? FindUnsupported(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                if (i + 1 < pattern.Length && pattern[i + 1] is >= '1' and <= '9')
                    return new PatternError($"a back-reference '\\{pattern[i + 1]}' is not supported", "write the text out");
                i++;
                continue;
            }

            foreach (var (start, name, hint) in Unsupported)
            {
                if (string.CompareOrdinal(pattern, i, start, 0, start.Length) == 0)
                    return new PatternError($"{name} is not supported", hint);
            }
        }

        return null;
    }

    /// <summary>What the engine's own finding means.</summary>
    public static PatternError Explain(string pattern, RegexParseError error) => error switch
    {
        RegexParseError.QuantifierAfterNothing => new(
            "a quantifier ('*', '+' or '?') has nothing before it to repeat",
            IsGlob(pattern) ? $"patterns are regular expressions, not globs: write '{FromGlob(pattern)}'" : "put '.' before it, or '\\' for the sign itself"),
        RegexParseError.NestedQuantifiersNotParenthesized => new("a quantifier follows another one", "put the inner one in parentheses, or '\\' before the sign itself"),
        RegexParseError.UnterminatedBracket => new("a '[' has no ']'", "write '\\[' for the sign itself"),
        RegexParseError.InsufficientClosingParentheses => new("a '(' has no ')'", "write '\\(' for the sign itself"),
        RegexParseError.InsufficientOpeningParentheses => new("a ')' has no '('", "write '\\)' for the sign itself"),
        RegexParseError.ReversedCharacterRange => new("a range in '[...]' runs backwards", "write '-' last in the brackets for the sign itself"),
        RegexParseError.ReversedQuantifierRange => new("a range in '{...}' runs backwards", null),
        RegexParseError.UnescapedEndingBackslash => new("it ends in a lone '\\'", "write '\\\\' for the sign itself"),
        RegexParseError.UnrecognizedEscape => new("a '\\' stands before a letter that has no meaning with it", "write '\\\\' for the sign itself"),
        RegexParseError.InvalidGroupingConstruct => new("a '(?' is followed by something that is not known", "groups are '(...)', '(?:...)' and '(?P<name>...)', flags '(?i)'"),
        RegexParseError.InvalidUnicodePropertyEscape or RegexParseError.MalformedUnicodePropertyEscape =>
            new("a '\\p{...}' names no known class", "write a general category such as '\\p{Lu}'"),
        _ => new("it is not a regular expression", null),
    };

    /// <summary>A valid pattern that its author surely meant as a glob, such as <c>kube-*</c>: what to write instead; else null.</summary>
    public static string? MeantAsGlob(string pattern) => TrailingStar().IsMatch(pattern) ? FromGlob(pattern) : null;

    private static bool IsGlob(string pattern) => GlobCharacters().IsMatch(pattern);

    private static string FromGlob(string pattern) =>
        pattern.Replace(".", "\\.", StringComparison.Ordinal).Replace("*", ".*", StringComparison.Ordinal).Replace("?", ".", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9_./*?-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex GlobCharacters();

    [GeneratedRegex(@"^[A-Za-z0-9_/-]+\*$", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingStar();
}
