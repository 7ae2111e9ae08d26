using System.Buffers;

namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>Finds pieces of a message by what stands around them. No regular expressions: this runs for every event.</summary>
internal static class Message
{
    private static readonly SearchValues<char> WordEnd = SearchValues.Create(" \t\r\n,;\"'()[]{}");

    /// <summary>The text between a mark and the next quotation mark: <c>image "</c> and <c>"</c>. Null if it is not there.</summary>
    public static string? Quoted(string message, string upToQuote) => Between(message, upToQuote, "\"");

    /// <summary>The text between two marks; null if it is not there or empty.</summary>
    public static string? Between(string message, string before, string after)
    {
        var start = message.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += before.Length;
        var length = message.AsSpan(start).IndexOf(after, StringComparison.Ordinal);
        return length > 0 ? message.Substring(start, length) : null;
    }

    /// <summary>The word behind a mark, without a full stop or colon at its end; null if it is not there.</summary>
    public static string? WordAfter(string message, string before)
    {
        var start = message.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var rest = message.AsSpan(start + before.Length);
        var end = rest.IndexOfAny(WordEnd);
        var word = (end < 0 ? rest : rest[..end]).TrimEnd(".:");
        return word.IsEmpty ? null : word.ToString();
    }

    /// <summary>The whole number behind a mark.</summary>
    public static string? NumberAfter(string message, string before)
    {
        var start = message.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var rest = message.AsSpan(start + before.Length).TrimStart(" :=");
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? rest : rest[..end];
        return digits.IsEmpty || digits.Length > 9 ? null : digits.ToString();
    }

    public static bool Has(string message, string text) => message.Contains(text, StringComparison.Ordinal);

    public static bool HasAnyCase(string message, string text) => message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
