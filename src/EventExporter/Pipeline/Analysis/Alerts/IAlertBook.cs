namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>The alerts that are firing or about to.</summary>
internal interface IAlertBook
{
    /// <summary>Firing ones first, then by severity and age. May be called by any thread.</summary>
    IReadOnlyList<AlertStatus> Current();
}
