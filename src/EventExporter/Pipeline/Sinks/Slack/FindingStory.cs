using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>What Slack hears of something that begins, goes on and ends.</summary>
/// <param name="Key">The same from its beginning to its end, and for nothing else.</param>
/// <param name="Message">The message as it stands now.</param>
/// <param name="Details">What the thread gets first; null: nothing.</param>
/// <param name="Change">What the thread gets as it goes on.</param>
internal sealed record FindingStory(string Key, SlackMessage Message, SlackMessage? Details, SlackMessage Change)
{
    /// <summary>Null for events that have no end: those of the cluster, patterns, rates.</summary>
    /// <param name="own">The message as the receiver's templates write it; null: the one made here.</param>
    public static FindingStory? Of(AnalyzedEvent analyzed, Func<AnalyzedEvent, SlackMessage>? own)
    {
        var cluster = analyzed.Event.Cluster;
        return analyzed.Finding switch
        {
            IncidentFinding incident => new FindingStory(
                $"incident|{cluster}|{incident.Id}", own?.Invoke(analyzed) ?? IncidentMessage.Whole(incident, cluster), IncidentMessage.Details(incident), IncidentMessage.Update(incident)),

            // That it fires and that it does no longer have one uid, and the next time it fires another.
            AlertFinding alert => new FindingStory(
                $"alert|{cluster}|{analyzed.Event.Uid}", own?.Invoke(analyzed) ?? AlertMessage.Whole(analyzed, alert), Details: null, AlertMessage.Change(analyzed, alert)),
            _ => null,
        };
    }
}
