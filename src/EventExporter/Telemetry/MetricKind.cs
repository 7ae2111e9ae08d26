namespace EventExporter.Telemetry;

/// <summary>What a measurement does to a series, and what the text format calls it.</summary>
internal enum MetricKind
{
    /// <summary>Measurements add up.</summary>
    Counter,

    /// <summary>Each measurement is the running total itself.</summary>
    ObservedCounter,

    /// <summary>Measurements add up, and may be negative.</summary>
    UpDown,

    /// <summary>Each measurement replaces the last.</summary>
    Gauge,

    /// <summary>A gauge that is asked for at each scrape; a series that is not reported any more is gone.</summary>
    ObservedGauge,

    Histogram,
}
