namespace EventExporter.Configuration.Receivers;

/// <summary>What a receiver hears of recurring events.</summary>
internal enum RepeatsMode
{
    /// <summary>Each occurrence.</summary>
    Every,

    /// <summary>The first of a trouble; the others are left out and counted.</summary>
    First,

    /// <summary>The first of a trouble at once, the others summed up from time to time.</summary>
    Digest,

    /// <summary>Each occurrence, by a receiver that shows it in place of the one before.</summary>
    Update,
}
