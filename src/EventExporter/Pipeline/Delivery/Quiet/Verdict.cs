namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>What becomes of an event, and why it is not sent where it is not.</summary>
internal readonly record struct Verdict(Fate Fate, DropReason Reason = default)
{
    /// <summary>The silence that holds it back, if one does.</summary>
    public string? Silence { get; init; }

    public static readonly Verdict Pass = new(Fate.Pass);

    public static Verdict Drop(DropReason reason) => new(Fate.Drop, reason);
}
