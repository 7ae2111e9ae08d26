namespace EventExporter.Pipeline.Delivery;

/// <summary>The words for why an event was deliberately not sent by itself, in metrics, the API and the history.</summary>
internal static class HeldReason
{
    public const string Silenced = "silenced";
    public const string Inhibited = "inhibited";
    public const string OutsideActiveTime = "outsideActiveTime";
    public const string Repeat = "repeat";
    public const string Grouped = "grouped";
    public const string Digest = "digest";

    /// <summary>Null for what was dropped without anybody's will.</summary>
    public static string? Of(DropReason reason) => reason switch
    {
        DropReason.Silenced => Silenced,
        DropReason.Inhibited => Inhibited,
        DropReason.OutsideActiveTime => OutsideActiveTime,
        DropReason.Repeat => Repeat,
        _ => null,
    };
}
