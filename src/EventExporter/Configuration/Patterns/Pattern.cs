using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EventExporter.Configuration.Patterns;

/// <summary>
/// Compiles the patterns of rules. They are regular expressions of RE2's language, as in kubernetes-event-exporter, run by .NET's
/// engine without backtracking: in time linear in the text, whatever the pattern. They match anywhere in a value and mind case.
/// </summary>
internal static class Pattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Whether every value matches, so that the pattern is no condition.</summary>
    public static bool ExcludesNothing(string pattern) => pattern is "" or ".*" or "^.*" or ".*$" or "^.*$" or "^" or "$" or "(.*)" or "^(.*)$";

    /// <exception cref="ArgumentException">The pattern is not valid; validation has told so before.</exception>
    public static Regex Compile(string pattern) =>
        TryCompile(pattern, out var regex, out var error) ? regex : throw new ArgumentException(error.Message, nameof(pattern));

    public static bool TryCompile(string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out PatternError? error)
    {
        regex = null;
        error = PatternSyntax.FindUnsupported(pattern);
        if (error is not null)
            return false;
        try
        {
            regex = new Regex(Re2Translator.Translate(pattern), Options);
            return true;
        }
        catch (RegexParseException exception)
        {
            error = PatternSyntax.Explain(pattern, exception.Error);
        }
        catch (NotSupportedException)
        {
            error = new PatternError("it uses a construct that cannot be matched in linear time", "use plain regular expressions");
        }

        return false;
    }
}
