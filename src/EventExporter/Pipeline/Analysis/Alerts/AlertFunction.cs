namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>What a rule makes of the events in its window.</summary>
internal enum AlertFunction
{
    /// <summary>Occurrences: the sum of deltas.</summary>
    Count,

    /// <summary>Occurrences a minute.</summary>
    Rate,

    /// <summary>How many different values a field has.</summary>
    Distinct,

    /// <summary>Holds when there is no event.</summary>
    Absent,
}
