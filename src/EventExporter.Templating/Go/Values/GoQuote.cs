using System.Globalization;
using System.Text;

namespace EventExporter.Templating.Go.Values;

/// <summary>Texts in double quotes with Go's escapes, as <c>%q</c> writes them.</summary>
internal static class GoQuote
{
    public static string Quote(string text, bool onlyAscii = false)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
            Append(result, rune, '"', onlyAscii);
        return result.Append('"').ToString();
    }

    public static string QuoteCharacter(long code, bool onlyAscii = false)
    {
        var result = new StringBuilder("'");
        Append(result, code is >= 0 and <= int.MaxValue && Rune.IsValid((int)code) ? new Rune((int)code) : Rune.ReplacementChar, '\'', onlyAscii);
        return result.Append('\'').ToString();
    }

    private static void Append(StringBuilder result, Rune rune, char quote, bool onlyAscii)
    {
        var escape = rune.Value switch
        {
            '\a' => 'a',
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\v' => 'v',
            '\\' => '\\',
            _ => rune.Value == quote ? quote : '\0',
        };
        if (escape != '\0')
            result.Append('\\').Append(escape);
        else if (rune.Value is < ' ' or 0x7f)
            result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else if (rune.IsAscii || (!onlyAscii && IsPrintable(rune)))
            result.Append(rune.ToString());
        else if (rune.IsBmp)
            result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else
            result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
