namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>What becomes of an event before it gets to its sink.</summary>
internal enum Fate : byte
{
    /// <summary>It is sent as it is.</summary>
    Pass,

    /// <summary>It is not sent.</summary>
    Drop,

    /// <summary>It joins its group.</summary>
    Group,

    /// <summary>It waits for the active time.</summary>
    Outside,
}
