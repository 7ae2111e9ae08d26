namespace EventExporter.History;

/// <summary>What is reckoned for a group.</summary>
internal enum AggregateMetric
{
    /// <summary>Occurrences: the sum of the deltas.</summary>
    Count,

    /// <summary>Records, whatever their deltas.</summary>
    Events,

    /// <summary>Different objects.</summary>
    Objects,

    /// <summary>Occurrences a minute, over the bucket, or over the whole range where there is none.</summary>
    Rate,
}
