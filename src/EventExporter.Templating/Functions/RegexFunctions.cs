using System.Text;
using System.Text.RegularExpressions;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Functions.Arguments;

namespace EventExporter.Templating.Functions;

/// <summary>
/// <c>regex</c>: .NET's patterns, in linear time where they need no backtracking, and with a time limit anyway. Options are
/// the letters i (case), m (^ and $ at every line), s (. also for line ends) and x (blanks and comments in the pattern).
/// </summary>
public static class RegexFunctions
{
    public static readonly FunctionGroup Group = new("regex",
    [
        F("escape", "pattern", "The text as a pattern that matches just it.", "{{ \"(abc.*)\" | regex.escape }}", "\\(abc\\.\\*\\)",
            static (c, a) => TextWork.Result(c, Regex.Escape(TextWork.Read(c, a[0])))),
        F("unescape", "pattern", "The text that an escaped pattern stands for.", "{{ \"\\\\(abc\\\\.\\\\*\\\\)\" | regex.unescape }}", "(abc.*)",
            static (c, a) => Regex.Unescape(TextWork.Read(c, a[0]))),
        F("match", "text pattern options?", "The first match and its groups, or an empty list.", "{{ \"this is a text123\" | regex.match `(\\w+) a ([a-z]+\\d+)` }}",
            "[\"is a text123\", \"is\", \"text123\"]", static (c, a) => Groups(Pattern(c, a[1], a[2]).Match(TextWork.Read(c, a[0])))),
        F("matches", "text pattern options?", "All matches, each with its groups.", "{{ \"this is a text123\" | regex.matches `(\\w+)` }}",
            "[[\"this\", \"this\"], [\"is\", \"is\"], [\"a\", \"a\"], [\"text123\", \"text123\"]]",
            static (c, a) => Matches(c, Pattern(c, a[1], a[2]), TextWork.Read(c, a[0]))),
        F("replace", "text pattern replace options?", "The text with all matches replaced; $1 in the replacement stands for a group.",
            "{{ \"abbbbcccd\" | regex.replace \"b+c+\" \"-Yo-\" }}", "a-Yo-d",
            static (c, a) => Replace(c, Pattern(c, a[1], a[3]), TextWork.Read(c, a[0]), TextWork.Read(c, a[2]))),
        F("split", "text pattern options?", "The parts between the matches.", "{{ \"a, b   , c,    d\" | regex.split `\\s*,\\s*` }}", "[\"a\", \"b\", \"c\", \"d\"]",
            static (c, a) => Split(c, Pattern(c, a[1], a[2]), TextWork.Read(c, a[0]))),
    ]);

    private static BuiltinFunction F(string name, string signature, string summary, string example, string result, FunctionBody body) =>
        new("regex." + name, signature, summary, body) { Example = example, ExampleResult = result };

    private static Regex Pattern(RenderContext context, object? pattern, object? options) =>
        PatternCache.Get(context, TextWork.Read(context, pattern), TextOrNull(context, options) ?? "");

    private static TemplateList Groups(Match match)
    {
        var result = new TemplateList();
        if (!match.Success)
            return result;
        foreach (Group group in match.Groups)
            result.Add(group.Success ? group.Value : null);
        return result;
    }

    private static TemplateList Matches(RenderContext context, Regex regex, string text)
    {
        var result = new TemplateList();
        var chars = 0L;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            context.Step(context.CallSpan);
            var groups = Groups(match);
            chars += groups.Sum(g => ((string?)g)?.Length ?? 0);
            if (result.Count >= context.Limits.MaxListLength || chars > context.Limits.MaxStringLength * 4L)
                throw context.Error("there are more matches than the limits allow");
            result.Add(groups);
        }
        return result;
    }

    private static string Replace(RenderContext context, Regex regex, string text, string replacement)
    {
        var result = new StringBuilder();
        var end = 0;
        var references = replacement.Count(c => c == '$');
        var seesAll = references > 0 && (replacement.Contains("$`") || replacement.Contains("$'") || replacement.Contains("$_"));
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            context.Step(context.CallSpan);
            context.RefuseLength(result.Length + replacement.Length + ((long)references * (seesAll ? text.Length : match.Length)));
            result.Append(text, end, match.Index - end).Append(references == 0 ? replacement : match.Result(replacement));
            end = match.Index + match.Length;
        }
        return end == 0 && result.Length == 0 ? text : TextWork.Result(context, result.Append(text, end, text.Length - end).ToString());
    }

    private static TemplateList Split(RenderContext context, Regex regex, string text)
    {
        var parts = regex.Split(text);
        context.CheckCount(parts.Length);
        return new TemplateList(parts);
    }
}
