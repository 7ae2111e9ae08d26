using System.Text;
using System.Text.RegularExpressions;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's functions of patterns, which are Go's (RE2) and take linear time. A wrong pattern is an error, also where sprig's panics.</summary>
internal static class SprigRegex
{
    public static IEnumerable<BuiltinFunction> All()
    {
        foreach (var (of, body) in WithMust())
        {
            yield return of;
            yield return Alias("must" + char.ToUpperInvariant(of.Name[0]) + of.Name[1..], of, body);
        }
        yield return F("regexQuoteMeta", "text", "The text as a pattern that matches just it.", "{{ regexQuoteMeta \"1.2.3\" }}", "1\\.2\\.3", static (c, a) => Quote(Read.Text(c, a[0], "text")));
    }

    private static IEnumerable<(BuiltinFunction Of, FunctionBody Body)> WithMust()
    {
        yield return Row("regexMatch", "pattern text", "Whether the pattern is found in the text.", "{{ regexMatch \"^Back.ff$\" \"BackOff\" }}", "true", static (c, a) => Boxes.Bool(Pattern(c, a[0]).IsMatch(Text(c, a[1]))));
        yield return Row("regexFind", "pattern text", "The first match; an empty text when there is none.", "{{ regexFind \"[a-z]+[0-9]\" \"1ab2 c3\" }}", "ab2", static (c, a) => Pattern(c, a[0]).Match(Text(c, a[1])).Value);
        yield return Row("regexFindAll", "pattern text count", "The first matches, or all of them for a count of -1.", "{{ regexFindAll \"[2468]\" \"123456\" -1 }}", "[2 4 6]", static (c, a) => FindAll(c, Pattern(c, a[0]), Text(c, a[1]), Read.Int(c, a[2], "count")));
        yield return Row("regexReplaceAll", "pattern text replacement", "The text with all matches replaced; ${1} stands for a group.", "{{ regexReplaceAll \"a(x*)b\" \"-ab-axxb-\" \"${1}W\" }}", "-W-xxW-", static (c, a) => Replace(c, Pattern(c, a[0]), Text(c, a[1]), Text(c, a[2]), true));
        yield return Row("regexReplaceAllLiteral", "pattern text replacement", "The text with all matches replaced by just this text.", "{{ regexReplaceAllLiteral \"a(x*)b\" \"-ab-axxb-\" \"${1}\" }}", "-${1}-${1}-", static (c, a) => Replace(c, Pattern(c, a[0]), Text(c, a[1]), Text(c, a[2]), false));
        yield return Row("regexSplit", "pattern text count", "The parts between the matches, at most so many, or all of them for a count of -1.", "{{ regexSplit \"z+\" \"pizza\" -1 }}", "[pi a]", static (c, a) => Split(c, Pattern(c, a[0]), Text(c, a[1]), Read.Int(c, a[2], "count")));
    }

    private static (BuiltinFunction Of, FunctionBody Body) Row(string name, string signature, string summary, string example, string result, FunctionBody body) =>
        (F(name, signature, summary, example, result, body), body);

    private static string Text(RenderContext context, object? value) => Read.Text(context, value, "text");

    private static Regex Pattern(RenderContext context, object? pattern)
    {
        var text = Read.Text(context, pattern, "pattern");
        if (text.Length > 4096)
            throw context.Error("the pattern is longer than 4096 characters");
        try
        {
            return PatternCache.Get(context, GoPattern.Translate(text), "");
        }
        catch (FormatException e)
        {
            throw context.Error($"the pattern `{text}` is wrong: {e.Message}");
        }
    }

    private static TemplateList FindAll(RenderContext context, Regex pattern, string text, int count)
    {
        var result = new TemplateList();
        for (var match = pattern.Match(text); match.Success && (count < 0 || result.Count < count); match = match.NextMatch())
        {
            context.Step(context.CallSpan);
            context.CheckCount(result.Count);
            result.Add(match.Value);
        }
        return result;
    }

    private static string Replace(RenderContext context, Regex pattern, string text, string replacement, bool expands)
    {
        var result = new StringBuilder();
        var end = 0;
        for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
        {
            context.Step(context.CallSpan);
            result.Append(text, end, match.Index - end);
            if (expands)
                GoPattern.Expand(context, result, match, replacement);
            else
                result.Append(replacement);
            context.CheckLength(result.Length);
            end = match.Index + match.Length;
        }
        return TextWork.Result(context, result.Append(text, end, text.Length - end).ToString());
    }

    /// <summary>As in Go, no part comes of an empty match at the beginning of the text.</summary>
    private static TemplateList Split(RenderContext context, Regex pattern, string text, int count)
    {
        var result = new TemplateList();
        if (count == 0)
            return result;
        if (text.Length == 0)
            return new TemplateList([""]);
        var (start, end) = (0, 0);
        foreach (Match match in pattern.EnumerateAll(text))
        {
            context.Step(context.CallSpan);
            if (count > 0 && result.Count == count - 1)
                break;
            end = match.Index;
            if (match.Index + match.Length != 0)
                result.Add(text[start..end]);
            start = match.Index + match.Length;
        }
        if (end != text.Length)
            result.Add(text[start..]);
        return result;
    }

    private static IEnumerable<Match> EnumerateAll(this Regex pattern, string text)
    {
        for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
            yield return match;
    }

    private static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
            result.Append("\\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal) ? "\\" : "").Append(c);
        return result.ToString();
    }
}
