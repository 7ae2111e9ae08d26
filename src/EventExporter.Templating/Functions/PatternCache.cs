using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Functions;

/// <summary>Compiled patterns of all templates; templates mostly use the same few over and over.</summary>
internal static class PatternCache
{
    private const int Capacity = 512;
    private const int LongestPattern = 4096;
    private static readonly ConcurrentDictionary<(string Pattern, RegexOptions Options, TimeSpan Timeout), Regex> Known = new();

    /// <exception cref="TemplateRenderException">The pattern or the options are wrong.</exception>
    public static Regex Get(RenderContext context, string pattern, string options)
    {
        var key = (pattern, Read(context, options), context.Limits.RegexTimeout);
        if (Known.TryGetValue(key, out var regex))
            return regex;
        if (pattern.Length > LongestPattern)
            throw context.Error($"the pattern is longer than {LongestPattern} characters");
        context.Step(context.CallSpan, 200);
        regex = Create(context, pattern, key.Item2);
        if (Known.Count >= Capacity)
            Known.Clear();
        Known[key] = regex;
        return regex;
    }

    private static RegexOptions Read(RenderContext context, string letters)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var letter in letters)
        {
            options |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw context.Error($"`{letter}` is no option of patterns; there are i, m, s and x"),
            };
        }
        return options;
    }

    private static Regex Create(RenderContext context, string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, context.Limits.RegexTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, context.Limits.RegexTimeout);
        }
        catch (ArgumentException e)
        {
            throw context.Error($"the pattern is wrong: {e.Message}");
        }
    }
}
