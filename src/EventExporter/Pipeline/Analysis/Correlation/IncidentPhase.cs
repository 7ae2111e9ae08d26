namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>Where an incident stands. Journalled as numbers.</summary>
internal enum IncidentPhase : byte
{
    /// <summary>There are signs, not yet enough to tell anybody.</summary>
    Watched = 0,
    Open = 1,
    Recovering = 2,

    /// <summary>Over; kept for a while so that it can be opened again.</summary>
    Resolved = 3,
}
