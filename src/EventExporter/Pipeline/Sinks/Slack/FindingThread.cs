using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>
/// Tells of an incident, or of an alert that fires, in one message: posted when it is first heard of, edited with every event of it, closed
/// with a tick; details and changes go to its thread. An attempt that broke off is taken up where it was, so that no reply is made twice
/// but after a crash at that very moment.
/// </summary>
internal sealed class FindingThread(SlackApi api, SlackPace pace, MessagePlaces places, TimeProvider time)
{
    private const string Half = "!";

    public async Task<Outcome> TellAsync(AnalyzedEvent analyzed, FindingStory story, SlackChannel channel, CancellationToken cancellation)
    {
        var key = $"{channel.Name}|{story.Key}";
        var identity = analyzed.Event.Identity;
        var place = places.Find(key);
        if (place?.Last == identity)
            return Outcome.Delivered(place.LastReceipt);
        if (place is null)
            return await BeginAsync(analyzed, story, key, channel, cancellation);

        var isBegun = place.Last == identity + Half;
        if (!isBegun)
        {
            var updated = await pace.UpdateAsync(() => api.UpdateAsync(story.Message, channel, place.Channel, place.Timestamp, cancellation), cancellation);
            if (SlackErrors.MeansMessageIsGone(updated.Error))
            {
                places.Forget(key);
                return await BeginAsync(analyzed, story, key, channel, cancellation);
            }

            if (!updated.IsOk)
                return updated.Outcome;
        }

        return await ReplyAsync(isBegun ? story.Details ?? story.Change : story.Change, key, place, identity, channel, cancellation);
    }

    private async Task<Outcome> BeginAsync(AnalyzedEvent analyzed, FindingStory story, string key, SlackChannel channel, CancellationToken cancellation)
    {
        var identity = analyzed.Event.Identity;
        var posted = await pace.PostAsync(channel.Name, () => api.PostAsync(story.Message, channel, thread: null, cancellation), cancellation);
        if (!posted.IsOk)
            return posted.Outcome;
        var receipt = $"{posted.Channel}:{posted.Timestamp}";
        var place = new MessagePlace(posted.Channel, posted.Timestamp, time.GetUtcNow(), 0, story.Details is null ? identity : identity + Half, receipt);
        places.Remember(key, place);
        return story.Details is { } details ? await ReplyAsync(details, key, place, identity, channel, cancellation) : Outcome.Delivered(receipt);
    }

    private async Task<Outcome> ReplyAsync(SlackMessage message, string key, MessagePlace place, string identity, SlackChannel channel, CancellationToken cancellation)
    {
        var reply = await pace.PostAsync(
            channel.Name, () => api.PostAsync(message, channel with { Name = place.Channel }, place.Timestamp, cancellation), cancellation);
        if (!reply.IsOk && !SlackErrors.MeansMessageIsGone(reply.Error))
            return reply.Outcome;

        // A message that takes no replies any more was told of all the same.
        var receipt = reply.IsOk ? $"{reply.Channel}:{reply.Timestamp}" : $"{place.Channel}:{place.Timestamp}";
        places.Remember(key, place with { PostedAt = time.GetUtcNow(), Last = identity, LastReceipt = receipt });
        return Outcome.Delivered(receipt);
    }
}
