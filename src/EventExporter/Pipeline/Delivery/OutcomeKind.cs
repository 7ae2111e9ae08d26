namespace EventExporter.Pipeline.Delivery;

internal enum OutcomeKind : byte
{
    /// <summary>The service has accepted it.</summary>
    Delivered,

    /// <summary>Not now, but later may work.</summary>
    Retry,

    /// <summary>This item will never be accepted as it is.</summary>
    Rejected,
}
