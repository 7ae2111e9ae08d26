namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>What becomes of an event, and why it is not sent where it is not.</summary>
internal readonly record struct Verdict(Fate Fate, DropReason Reason = default)
{
    public static readonly Verdict Pass = new(Fate.Pass);

    public static Verdict Drop(DropReason reason) => new(Fate.Drop, reason);
}
