namespace EventExporter.Pipeline.Events.Findings;

/// <summary>The words of events that the exporter itself makes.</summary>
internal static class FindingEvents
{
    /// <summary>Their <c>reportingController</c> and <c>source.component</c>.</summary>
    public const string Component = "event-exporter";

    public const string IncidentOpened = "IncidentOpened";
    public const string IncidentUpdated = "IncidentUpdated";
    public const string IncidentRecovering = "IncidentRecovering";
    public const string IncidentResolved = "IncidentResolved";
    public const string AlertFiring = "AlertFiring";
    public const string AlertResolved = "AlertResolved";
    public const string PatternFound = "PatternFound";
    public const string UnusualRate = "UnusualRate";

    public static string ReasonOf(IncidentState state) => state switch
    {
        IncidentState.Opened => IncidentOpened,
        IncidentState.Updated => IncidentUpdated,
        IncidentState.Recovering => IncidentRecovering,
        _ => IncidentResolved,
    };
}
