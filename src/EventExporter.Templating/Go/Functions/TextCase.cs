using System.Text;

namespace EventExporter.Templating.Go.Functions;

/// <summary>Capitals and small letters by word.</summary>
internal static class TextCase
{
    /// <summary>A word begins behind anything that is no letter, digit or underscore.</summary>
    public static string Title(string text) => Map(text, (before, c) => before is null || IsTitleSeparator(before.Value) ? char.ToUpperInvariant(c) : c);

    public static string Untitle(string text) => Map(text, (before, c) => before is null || char.IsWhiteSpace(before.Value) ? char.ToLowerInvariant(c) : c);

    public static string Swap(string text) => Map(text, (_, c) => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));

    public static string Initials(string text) =>
        string.Concat(text.Where((c, i) => !char.IsWhiteSpace(c) && (i == 0 || char.IsWhiteSpace(text[i - 1]))));

    /// <summary>Underscores, hyphens and blanks between words go; those at the ends stay, and one of several in a row.</summary>
    public static string Camel(string text)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length && IsConnector(text[at]))
            result.Append(text[at++]);
        if (at == text.Length)
            return text;
        var pending = char.ToUpperInvariant(text[at++]);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (IsConnector(c) || !IsConnector(pending))
            {
                result.Append(pending);
                pending = IsConnector(c) ? c : char.ToLowerInvariant(c);
            }
            else
            {
                pending = char.ToUpperInvariant(c);
            }
        }
        return result.Append(pending).ToString();
    }

    /// <summary>
    /// HTTPServer is http_server, http2xx is http_2xx, Bld4Floor3rd is bld4_floor_3rd: a run of capitals ends before the one that
    /// begins a word, and a number belongs to the small letters behind it, else to the word before it.
    /// </summary>
    public static string Join(string text, char connector)
    {
        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (IsConnector(c))
            {
                result.Append(connector);
                continue;
            }
            if (i > 0 && !IsConnector(text[i - 1]) && BeginsWord(text, i))
                result.Append(connector);
            result.Append(char.ToLowerInvariant(c));
        }
        return result.ToString();
    }

    private static bool BeginsWord(string text, int i)
    {
        var (before, c) = (text[i - 1], text[i]);
        if (char.IsUpper(c))
            return !char.IsUpper(before) || (i + 1 < text.Length && char.IsLower(text[i + 1]));
        if (!char.IsDigit(c) || !char.IsLetter(before))
            return false;
        var end = i;
        while (end < text.Length && char.IsDigit(text[end]))
            end++;
        var isInside = false;
        for (var k = i - 1; k >= 0 && char.IsLetterOrDigit(text[k]) && !char.IsUpper(text[k]); k--)
            isInside |= char.IsDigit(text[k]);
        return end < text.Length && char.IsLower(text[end]) && !isInside;
    }

    private static string Map(string text, Func<char?, char, char> change)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            result.Append(change(i == 0 ? null : text[i - 1], text[i]));
        return result.ToString();
    }

    private static bool IsTitleSeparator(char c) =>
        char.IsAscii(c) ? !(char.IsAsciiLetterOrDigit(c) || c == '_') : !char.IsLetterOrDigit(c) && char.IsWhiteSpace(c);

    private static bool IsConnector(char c) => c is '_' or '-' || char.IsWhiteSpace(c);
}
