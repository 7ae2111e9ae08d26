namespace EventExporter.Pipeline.Delivery;

internal enum OutcomeKind : byte
{
    /// <summary>The service has accepted it.</summary>
    Delivered,

    /// <summary>Not now, but later may work.</summary>
    Retry,

    /// <summary>This item will never be accepted as it is.</summary>
    Rejected,

    /// <summary>
    /// The request as a whole was refused for what it holds or for its size, without saying which item is to blame: the loop sends its
    /// halves on their own, down to single items, so that one bad item costs no other. A single item with this outcome is rejected.
    /// </summary>
    RefusedTogether,

    /// <summary>The service wants nothing more, ever (HTTP 410): the receiver stops and keeps what it has in the journal.</summary>
    Unsubscribed,
}
