namespace EventExporter.Pipeline.Delivery;

/// <summary>Why an event was not to be sent.</summary>
internal enum DropReason : byte
{
    /// <summary>The routes do not lead it to this receiver.</summary>
    NotRouted,

    /// <summary>Above the rate limit with <c>overflow: drop</c>.</summary>
    Overflow,

    /// <summary>The journal ran full and let go of it before the receiver came to it.</summary>
    JournalFull,

    /// <summary>A silence matches it.</summary>
    Silenced,

    /// <summary>Something that explains it is going on, by a rule of <c>inhibit</c>.</summary>
    Inhibited,

    /// <summary>It came outside the receiver's active time, with <c>outside: drop</c>.</summary>
    OutsideActiveTime,

    /// <summary>It recurs, with <c>repeats: first</c>.</summary>
    Repeat,
}
