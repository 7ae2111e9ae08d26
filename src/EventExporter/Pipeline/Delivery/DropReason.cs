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
}
