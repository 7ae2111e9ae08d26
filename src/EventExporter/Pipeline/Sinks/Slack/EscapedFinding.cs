using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>Findings with their texts escaped as <see cref="SlackText.Escape(string)"/> does: they quote events.</summary>
internal static class EscapedFinding
{
    public static Finding? Of(Finding? finding) => finding switch
    {
        IncidentFinding incident => Of(incident),
        AlertFinding alert => alert with { Summary = SlackText.Escape(alert.Summary), Labels = SlackText.Escape(alert.Labels) },
        PatternFinding pattern => pattern with { Key = SlackText.Escape(pattern.Key), Samples = Of(pattern.Samples) },
        RateFinding rate => rate with { Dimension = SlackText.Escape(rate.Dimension) },
        _ => finding,
    };

    private static IncidentFinding Of(IncidentFinding incident) => incident with
    {
        Title = SlackText.Escape(incident.Title),
        Cause = SlackText.Escape(incident.Cause),
        Change = SlackText.Escape(incident.Change),
        Node = SlackText.Escape(incident.Node),
        Root = SlackText.Escape(incident.Root),
        Evidence = Of(incident.Evidence),
        Changes = Of(incident.Changes),
        Members = [.. incident.Members.Select(SlackText.Escape)],
        Reasons = [.. incident.Reasons.Select(static reason => reason with { Reason = SlackText.Escape(reason.Reason) })],
    };

    private static List<EventQuote> Of(IReadOnlyList<EventQuote> quotes) =>
    [
        .. quotes.Select(static quote => quote with
        {
            Reason = SlackText.Escape(quote.Reason),
            Kind = SlackText.Escape(quote.Kind),
            Namespace = SlackText.Escape(quote.Namespace),
            Name = SlackText.Escape(quote.Name),
            Message = SlackText.Escape(quote.Message),
        }),
    ];
}
