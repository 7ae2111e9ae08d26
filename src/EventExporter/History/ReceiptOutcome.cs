namespace EventExporter.History;

internal enum ReceiptOutcome : byte
{
    Delivered = 0,

    /// <summary>Refused for good: it is a dead letter.</summary>
    Rejected = 1,

    /// <summary>Not sent on purpose: silenced, part of a group or digest, outside the active time.</summary>
    Held = 2,
}
