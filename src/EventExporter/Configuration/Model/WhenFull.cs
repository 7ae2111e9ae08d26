namespace EventExporter.Configuration.Model;

/// <summary>What gives way when the journal has reached its size.</summary>
internal enum WhenFull
{
    /// <summary>A receiver that lags skips its oldest events; the gap is recorded.</summary>
    DropOldest,

    /// <summary>Watching is held until the receiver has caught up.</summary>
    Hold,
}
