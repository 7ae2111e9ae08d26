namespace EventExporter.Templating.Go.Values;

/// <summary>Finds the parts of a layout.</summary>
internal static class TimeLayout
{
    // Longer ones first where one begins with another.
    private static readonly (string Text, TimePart Part)[] Parts =
    [
        ("January", TimePart.LongMonth), ("Monday", TimePart.LongDay), ("MST", TimePart.Zone),
        ("002", TimePart.ZeroYearDay), ("01", TimePart.ZeroMonth), ("02", TimePart.ZeroDay), ("03", TimePart.ZeroHour12),
        ("04", TimePart.ZeroMinute), ("05", TimePart.ZeroSecond), ("06", TimePart.ShortYear),
        ("15", TimePart.Hour), ("1", TimePart.Month), ("2006", TimePart.LongYear), ("2", TimePart.Day),
        ("__2", TimePart.BlankYearDay), ("_2", TimePart.BlankDay), ("3", TimePart.Hour12), ("4", TimePart.Minute), ("5", TimePart.Second),
        ("PM", TimePart.UpperHalf), ("pm", TimePart.LowerHalf),
        ("-07:00:00", TimePart.Offset), ("-070000", TimePart.Offset), ("-07:00", TimePart.Offset), ("-0700", TimePart.Offset), ("-07", TimePart.Offset),
        ("Z07:00:00", TimePart.Offset), ("Z070000", TimePart.Offset), ("Z07:00", TimePart.Offset), ("Z0700", TimePart.Offset), ("Z07", TimePart.Offset),
    ];

    /// <summary>The next part from a position on; at the end of the layout it is <see cref="TimePart.None"/>.</summary>
    public static TimePart Next(string layout, int from, out int start, out int length)
    {
        for (start = from; start < layout.Length; start++)
        {
            var part = At(layout, start, out length);
            if (part != TimePart.None)
                return part;
        }
        length = 0;
        return TimePart.None;
    }

    private static TimePart At(string layout, int at, out int length)
    {
        length = 0;
        // An underscore before a year is just an underscore.
        if (Has(layout, at, "_2006"))
            return TimePart.None;
        foreach (var (text, part) in Parts)
        {
            if (!Has(layout, at, text))
                continue;
            length = text.Length;
            return part;
        }
        var isShortName = Has(layout, at, "Jan") || Has(layout, at, "Mon");
        if (isShortName && !(at + 3 < layout.Length && char.IsAsciiLetterLower(layout[at + 3])))
        {
            length = 3;
            return layout[at] == 'J' ? TimePart.ShortMonth : TimePart.ShortDay;
        }
        return Fraction(layout, at, out length);
    }

    private static TimePart Fraction(string layout, int at, out int length)
    {
        length = 0;
        if (layout[at] is not ('.' or ',') || at + 1 >= layout.Length || layout[at + 1] is not ('0' or '9'))
            return TimePart.None;
        var digit = layout[at + 1];
        var end = at + 1;
        while (end < layout.Length && layout[end] == digit)
            end++;
        if (end < layout.Length && char.IsAsciiDigit(layout[end]))
            return TimePart.None;
        length = end - at;
        return digit == '0' ? TimePart.Fraction : TimePart.TrimmedFraction;
    }

    private static bool Has(string layout, int at, string text) => string.CompareOrdinal(layout, at, text, 0, text.Length) == 0;
}
