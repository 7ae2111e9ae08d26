using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>
/// How incidents, alerts and groups of events become alerts. An incident is one alert by its id: raised when it opens, noted as it goes on,
/// closed when it is resolved, whatever the receiver's own action and alias say. Null where an event is none of these.
/// </summary>
internal static class FindingAlert
{
    public static AlertAction? ActionFor(AnalyzedEvent analyzed) => analyzed.Finding switch
    {
        IncidentFinding { State: IncidentState.Resolved } => AlertAction.Close,
        AlertFinding { IsFiring: false } => AlertAction.Close,
        IncidentFinding or AlertFinding => AlertAction.Create,
        _ => null,
    };

    public static string? AliasFor(AnalyzedEvent analyzed) => analyzed.Finding switch
    {
        IncidentFinding incident => Alias(analyzed, "incident", incident.Id),
        AlertFinding alert => Alias(analyzed, "alert", string.Join(':', alert.Labels.Values.Prepend(alert.Rule))),
        _ => null,
    };

    public static string? MessageOf(AnalyzedEvent analyzed) => analyzed.Finding switch
    {
        IncidentFinding incident => IncidentText.Headline(incident),
        AlertFinding alert => $"{alert.Rule}: {alert.Summary}",
        _ => GroupText.IsMany(analyzed) ? $"{GroupText.Headline(analyzed.Group!)}" : null,
    };

    public static string? DescriptionOf(AnalyzedEvent analyzed) => analyzed switch
    {
        { Finding: IncidentFinding incident } => IncidentText.Whole(incident),
        { Group: { Size: > 1 } group } => string.Join('\n', GroupText.Counts(group).Prepend(GroupText.Span(group)).Append("").Concat(GroupText.Samples(group))),
        _ => null,
    };

    public static string? NoteOf(AnalyzedEvent analyzed) => analyzed switch
    {
        { Finding: IncidentFinding incident } => IncidentText.Update(incident),
        { Group: { Size: > 1 } group } => string.Join('\n', GroupText.Counts(group).Prepend($"{GroupText.Headline(group)}, {GroupText.Span(group)}")),
        _ => null,
    };

    private static string Alias(AnalyzedEvent analyzed, string kind, string id) =>
        analyzed.Event.Cluster.Length > 0 ? $"{analyzed.Event.Cluster}:{kind}:{id}" : $"{kind}:{id}";
}
