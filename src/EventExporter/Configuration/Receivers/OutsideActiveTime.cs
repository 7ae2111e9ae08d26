namespace EventExporter.Configuration.Receivers;

/// <summary>What becomes of events outside a receiver's active time.</summary>
internal enum OutsideActiveTime
{
    /// <summary>They are told of in one digest when the time begins.</summary>
    Hold,

    /// <summary>They are left out and counted.</summary>
    Drop,
}
