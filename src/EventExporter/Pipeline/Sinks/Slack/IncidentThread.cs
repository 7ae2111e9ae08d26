using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>
/// Tells of an incident in one message: posted when it is first heard of, edited with every event of it, closed with a tick; details and
/// changes go to its thread. An attempt that broke off is taken up where it was, so that no reply is made twice but after a crash at
/// that very moment.
/// </summary>
/// <param name="main">The message as the receiver's templates write it; null: the one made here.</param>
internal sealed class IncidentThread(SlackApi api, SlackPace pace, MessagePlaces places, TimeProvider time, Func<AnalyzedEvent, SlackMessage>? main)
{
    private const string Half = "!";

    public async Task<Outcome> TellAsync(AnalyzedEvent analyzed, IncidentFinding incident, SlackChannel channel, CancellationToken cancellation)
    {
        var key = $"{channel.Name}|incident|{analyzed.Event.Cluster}|{incident.Id}";
        var identity = analyzed.Event.Identity;
        var place = places.Find(key);
        if (place?.Last == identity)
            return Outcome.Delivered(place.LastReceipt);
        if (place is null)
        {
            await pace.BeforePostAsync(channel.Name, cancellation);
            var posted = await api.PostAsync(MessageFor(analyzed, incident), channel, thread: null, cancellation);
            if (!posted.IsOk)
                return posted.Outcome;
            place = new MessagePlace(posted.Channel, posted.Timestamp, time.GetUtcNow(), 0, identity + Half, $"{posted.Channel}:{posted.Timestamp}");
            places.Remember(key, place);
            return await ReplyAsync(IncidentMessage.Details(incident), key, place, identity, channel, cancellation);
        }

        if (place.Last != identity + Half)
        {
            await pace.BeforeUpdateAsync(cancellation);
            var updated = await api.UpdateAsync(MessageFor(analyzed, incident), channel, place.Channel, place.Timestamp, cancellation);
            if (SlackErrors.MeansMessageIsGone(updated.Error))
            {
                places.Forget(key);
                return await TellAsync(analyzed, incident, channel, cancellation);
            }

            if (!updated.IsOk)
                return updated.Outcome;
        }

        return await ReplyAsync(place.Last == identity + Half ? IncidentMessage.Details(incident) : IncidentMessage.Update(incident), key, place, identity, channel, cancellation);
    }

    private async Task<Outcome> ReplyAsync(SlackMessage message, string key, MessagePlace place, string identity, SlackChannel channel, CancellationToken cancellation)
    {
        await pace.BeforePostAsync(channel.Name, cancellation);
        var reply = await api.PostAsync(message, channel with { Name = place.Channel }, place.Timestamp, cancellation);
        if (!reply.IsOk && !SlackErrors.MeansMessageIsGone(reply.Error))
            return reply.Outcome;
        // A message that takes no replies any more was told of all the same.
        var receipt = reply.IsOk ? $"{reply.Channel}:{reply.Timestamp}" : $"{place.Channel}:{place.Timestamp}";
        places.Remember(key, place with { PostedAt = time.GetUtcNow(), Last = identity, LastReceipt = receipt });
        return Outcome.Delivered(receipt);
    }

    private SlackMessage MessageFor(AnalyzedEvent analyzed, IncidentFinding incident) => main?.Invoke(analyzed) ?? IncidentMessage.Whole(incident, analyzed.Event.Cluster);
}
