using System.Text;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Functions;

/// <summary>Work on texts that is paid for and kept within the limits before it is done.</summary>
public static class TextWork
{
    /// <summary>The argument as text; "" for null.</summary>
    public static string Read(RenderContext context, object? value)
    {
        var text = context.Text(value);
        context.Work(text.Length);
        return text;
    }

    /// <summary>Pays for a search, which takes up to the product of both lengths.</summary>
    public static void PaySearch(RenderContext context, string text, string match) =>
        context.Work(text.Length + ((long)text.Length * match.Length / 64));

    public static string Result(RenderContext context, string text)
    {
        context.CheckLength(text.Length);
        return text;
    }

    public static string Replace(RenderContext context, string text, string match, string replacement)
    {
        if (match.Length == 0)
            return text;
        PaySearch(context, text, match);
        var count = 0L;
        for (var at = text.IndexOf(match, StringComparison.Ordinal); at >= 0; at = text.IndexOf(match, at + match.Length, StringComparison.Ordinal))
            count++;
        context.CheckLength(text.Length + (count * (replacement.Length - match.Length)));
        return count == 0 ? text : text.Replace(match, replacement, StringComparison.Ordinal);
    }

    public static string ReplaceOne(RenderContext context, string text, string match, string replacement, bool isLast)
    {
        PaySearch(context, text, match);
        var at = isLast ? text.LastIndexOf(match, StringComparison.Ordinal) : text.IndexOf(match, StringComparison.Ordinal);
        return at < 0 || match.Length == 0 ? text : Result(context, text[..at] + replacement + text[(at + match.Length)..]);
    }

    public static string Concatenate(RenderContext context, string first, string second)
    {
        context.CheckLength((long)first.Length + second.Length);
        return first + second;
    }

    /// <summary>Lower case letters and digits with single hyphens between them.</summary>
    public static string Handleize(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                result.Append(char.ToLowerInvariant(c));
            else if (result.Length > 0 && result[^1] != '-')
                result.Append('-');
        }
        return result.ToString().Trim('-');
    }

    public static string CapitalizeWords(string text)
    {
        var result = new StringBuilder(text);
        for (var i = 0; i < result.Length; i++)
        {
            if (i == 0 || char.IsWhiteSpace(text[i - 1]))
                result[i] = char.ToUpperInvariant(text[i]);
        }
        return result.ToString();
    }

    /// <summary>No half of a surrogate pair is left at the end.</summary>
    public static string Truncate(string text, int length, string ellipsis)
    {
        if (text.Length <= length)
            return text;
        var keep = Math.Max(0, length - ellipsis.Length);
        if (keep > 0 && char.IsHighSurrogate(text[keep - 1]))
            keep--;
        return text[..keep] + ellipsis;
    }

    public static string TruncateWords(string text, int count, string ellipsis)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= count ? text : string.Join(' ', words.Take(Math.Max(0, count))) + ellipsis;
    }

    /// <summary>Positions outside of the text are moved to its ends; a negative start counts from the end.</summary>
    public static string Slice(string text, int start, int length)
    {
        if (start < 0)
            start += text.Length;
        start = Math.Clamp(start, 0, text.Length);
        return text.Substring(start, Math.Clamp(length, 0, text.Length - start));
    }
}
