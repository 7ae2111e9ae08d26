namespace EventExporter.Telemetry;

internal enum HealthState
{
    Ok,

    /// <summary>Works, but somebody should look: a receiver that fails.</summary>
    Degraded,

    /// <summary>Not yet or not now at work: first list under way, not the leader.</summary>
    NotReady,

    /// <summary>Does not do its work any more: journal cannot be written, watch silent.</summary>
    Failed,
}
