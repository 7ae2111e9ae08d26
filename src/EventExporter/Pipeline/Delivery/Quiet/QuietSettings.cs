namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>What stands between a receiver's bookmark and its sink, as configured. Without any of it every event goes out as it comes.</summary>
internal sealed record QuietSettings
{
    public static readonly QuietSettings None = new();

    /// <summary>Null: events go alone.</summary>
    public GroupSettings? Group { get; init; }

    /// <summary>Null: recurrences are told like everything else.</summary>
    public RepeatSettings? Repeats { get; init; }

    /// <summary>Null: always.</summary>
    public ActiveTime? ActiveTime { get; init; }

    /// <summary>What mutes what while it goes on.</summary>
    public IReadOnlyList<InhibitRule> Inhibit { get; init; } = [];

    /// <summary>How many events of a digest are kept to be shown.</summary>
    public int Samples { get; init; } = 10;

    public bool HoldsBack => Group is not null || Repeats is not null || ActiveTime is not null || Inhibit.Count > 0;
}
