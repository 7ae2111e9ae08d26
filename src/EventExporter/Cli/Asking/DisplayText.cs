using System.Globalization;
using System.Text;

namespace EventExporter.Cli.Asking;

/// <summary>
/// Texts of others for a terminal: what would move the cursor, colour the screen or turn the direction of writing is made harmless, and
/// widths are those on the screen.
/// </summary>
internal static class DisplayText
{
    private const char LeftToRight = '\u200e';

    /// <summary>On one line.</summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmless(rune) && (rune.Value != 0xFFFD || clean is not null))
                clean?.Append(rune.ToString());
            else
                (clean ??= new StringBuilder(text, 0, at, text.Length)).Append(Rune.IsWhiteSpace(rune) ? ' ' : '\ufffd');
            at += rune.Utf16SequenceLength;
        }

        return clean?.ToString() ?? text;
    }

    /// <summary>Cleaned, cut or filled up to a width in columns of the terminal.</summary>
    public static string Fit(string text, int width, bool fill)
    {
        var clean = Clean(text);
        var (kept, used) = (clean, Width(clean));
        if (used > width)
            (kept, used) = Cut(clean, width);
        // Text from right to left would take the next column along.
        if (kept.Any(static c => c is >= '\u0590' and <= '\u08ff'))
            kept += LeftToRight;
        return fill ? kept + new string(' ', width - used) : kept;
    }

    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    private static (string Text, int Width) Cut(string text, int width)
    {
        var kept = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Width(rune) > width - 1)
                break;
            kept.Append(rune.ToString());
            used += Width(rune);
        }

        return (kept.Append('…').ToString(), used + 1);
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1,
    };
}
