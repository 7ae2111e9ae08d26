using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>The incidents as they stand, for whoever asks. Safe from any thread.</summary>
internal interface IIncidentBook
{
    /// <summary>Those that are open or recovering, the latest to begin first.</summary>
    IReadOnlyList<IncidentFinding> Open();

    /// <summary>Those that were resolved last, the latest first; some hundred are remembered.</summary>
    IReadOnlyList<IncidentFinding> Resolved();
}
