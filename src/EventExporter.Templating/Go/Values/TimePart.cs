namespace EventExporter.Templating.Go.Values;

/// <summary>What a piece of a layout stands for.</summary>
internal enum TimePart
{
    /// <summary>Nothing: the rest of the layout is text.</summary>
    None,
    LongMonth,
    ShortMonth,
    Month,
    ZeroMonth,
    LongDay,
    ShortDay,
    Day,
    BlankDay,
    ZeroDay,
    BlankYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    ShortYear,
    UpperHalf,
    LowerHalf,

    /// <summary><c>MST</c>.</summary>
    Zone,

    /// <summary><c>-0700</c>, <c>Z07:00</c> and their like.</summary>
    Offset,

    /// <summary><c>.000</c>.</summary>
    Fraction,

    /// <summary><c>.999</c>: without zeros at the end.</summary>
    TrimmedFraction,
}
