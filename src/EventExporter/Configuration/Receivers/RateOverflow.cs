namespace EventExporter.Configuration.Receivers;

/// <summary>What happens to events beyond a receiver's rate.</summary>
internal enum RateOverflow
{
    /// <summary>They wait in the journal.</summary>
    Wait,

    /// <summary>They are left out and counted.</summary>
    Drop,

    /// <summary>They are told of in one message, with their counts, as soon as there is room.</summary>
    Digest,
}
