namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

internal enum SilenceState
{
    /// <summary>It has not begun.</summary>
    Pending,

    Active,

    /// <summary>It is over, by its time or because somebody ended it.</summary>
    Expired,
}
