using System.Runtime.ExceptionServices;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>
/// Messages in Slack. Events of a channel go one after the other, channels beside each other. What recurs is told in the thread of
/// its first message.
/// </summary>
internal sealed class SlackSink : ISink
{
    private readonly SlackOptions _options;
    private readonly TimeProvider _time;
    private readonly SlackApi _api;
    private readonly SlackMessages _messages;
    private readonly EventText _channel;
    private readonly SlackKey _key;
    private readonly MessagePlaces _places;
    private readonly SlackPace _pace;

    private SlackSink(SlackOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        _messages = new SlackMessages(options, context.Renderers);
        _channel = context.Renderers.Text(options.Channel, "slack.channel");
        _key = new SlackKey(options.Key is { Length: > 0 } key ? context.Renderers.Text(key, "slack.key") : null);
        _places = new MessagePlaces(context.StateFile("slack"), options.RepeatsWithin, context.Time, context.Loggers.CreateLogger<SlackSink>());
        _pace = new SlackPace(options.Interval, context.Time);
        _api = new SlackApi(options, context);
    }

    private bool UsesWebhook => !_options.WebhookUrl.IsEmpty;

    /// <summary>Several at once, so that channels need not wait for each other; no more than an attempt has time for.</summary>
    public static DeliveryOptions DeliveryOf(SlackOptions options) =>
        DeliveryOptions.Default with { MaxItems = Math.Clamp((int)(10 / Math.Max(1, options.Interval.TotalSeconds)), 1, 10) };

    public static ISink Create(SlackOptions options, SinkContext context)
    {
        if (options.Token.IsEmpty == options.WebhookUrl.IsEmpty)
            throw new SinkConfigurationException("needs a token or a webhookUrl, and not both", "token: xoxb-... with channel: '#alerts', or webhookUrl: https://hooks.slack.com/services/...");
        if (!options.Token.IsEmpty && options.Channel.Length == 0)
            throw new SinkConfigurationException("channel: is required with a token", "for example channel: '#alerts'");
        if (!options.WebhookUrl.IsEmpty && !(Uri.TryCreate(options.WebhookUrl.Reveal(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            throw new SinkConfigurationException("webhookUrl: is not an address", "it begins with https://hooks.slack.com/services/");
        return new SlackSink(options, context);
    }

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        var outcomes = new Outcome[batch.Count];
        Array.Fill(outcomes, Outcome.Retry("not sent yet"));
        var failures = await Task.WhenAll(ByChannel(batch, outcomes).Select(lane => SendInOrderAsync(batch, lane.Key, lane.Value, outcomes, cancellation)));
        _places.Save();

        // What was delivered before a failure must not be sent again; if nothing was, the loop knows best what to say of it.
        if (failures.FirstOrDefault(static failure => failure is not null) is { } first && !outcomes.Any(IsSettled))
            ExceptionDispatchInfo.Throw(first);
        return outcomes;
    }

    public ValueTask DisposeAsync()
    {
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsSettled(Outcome outcome) => outcome.Kind is OutcomeKind.Delivered or OutcomeKind.Rejected;

    private Dictionary<string, List<int>> ByChannel(IReadOnlyList<DeliveryItem> batch, Outcome[] outcomes)
    {
        var lanes = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                var channel = UsesWebhook ? "(webhook)" : _channel.For(batch[i].Event).Trim();
                if (channel.Length == 0)
                    outcomes[i] = Outcome.Rejected("channel: the template made no channel for this event");
                else if (lanes.TryGetValue(channel, out var lane))
                    lane.Add(i);
                else
                    lanes[channel] = [i];
            }
            catch (RenderingException failure)
            {
                outcomes[i] = Outcome.Rejected(failure.Message);
            }
        }

        return lanes;
    }

    /// <summary>After the first event that is to be tried again, the later ones of the channel wait for it. Returns what broke off the attempt.</summary>
    private async Task<Exception?> SendInOrderAsync(IReadOnlyList<DeliveryItem> batch, string name, List<int> indexes, Outcome[] outcomes, CancellationToken cancellation)
    {
        var channel = new SlackChannel(name, UsesWebhook || _channel.IsConstant);
        Outcome? stopped = null;
        Exception? failure = null;
        foreach (var i in indexes)
        {
            if (stopped is { } earlier)
            {
                outcomes[i] = earlier;
                continue;
            }

            (outcomes[i], failure) = await TrySendAsync(batch[i].Event, channel, cancellation);
            if (outcomes[i].Kind is OutcomeKind.Retry or OutcomeKind.Unsubscribed)
                stopped = outcomes[i];
            else if (outcomes[i].Kind == OutcomeKind.RefusedTogether && batch.Count > 1)
                outcomes[i] = outcomes[i] with { Kind = OutcomeKind.Rejected };
        }

        return failure;
    }

    private async Task<(Outcome Outcome, Exception? Failure)> TrySendAsync(AnalyzedEvent analyzed, SlackChannel channel, CancellationToken cancellation)
    {
        try
        {
            if (_pace.Left is { } left)
                return (Outcome.Retry("waits as long as Slack asked", left), null);
            var outcome = await SendAsync(analyzed, channel, cancellation);
            if (outcome.After is { } after)
                _pace.Hold(after);
            return (outcome, null);
        }
        catch (RenderingException problem)
        {
            return (Outcome.Rejected(problem.Message), null);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException)
        {
            return (Outcome.Retry(problem is OperationCanceledException ? "no answer in time" : problem.Message), problem);
        }
    }

    private async Task<Outcome> SendAsync(AnalyzedEvent analyzed, SlackChannel channel, CancellationToken cancellation)
    {
        if (UsesWebhook)
        {
            await _pace.BeforePostAsync(channel.Name, cancellation);
            return (await _api.PostToWebhookAsync(_messages.First(analyzed), channel, cancellation)).Outcome;
        }

        if (_options.Repeats == SlackRepeats.Post)
            return await PostAsync(analyzed, channel, key: null, cancellation);

        var key = _key.Of(analyzed, channel.Name);
        if (_places.Find(key) is not { } place)
            return await PostAsync(analyzed, channel, key, cancellation);
        if (place.Last == analyzed.Event.Identity)
            return Outcome.Delivered(place.LastReceipt);
        var answer = await TellAgainAsync(analyzed, channel, key, place, cancellation);
        if (!SlackErrors.MeansMessageIsGone(answer.Error))
            return answer.Outcome;
        _places.Forget(key);
        return await PostAsync(analyzed, channel, key, cancellation);
    }

    private async Task<Outcome> PostAsync(AnalyzedEvent analyzed, SlackChannel channel, string? key, CancellationToken cancellation)
    {
        await _pace.BeforePostAsync(channel.Name, cancellation);
        var answer = await _api.PostAsync(_messages.First(analyzed), channel, thread: null, cancellation);
        if (!answer.IsOk)
            return answer.Outcome;
        var receipt = $"{answer.Channel}:{answer.Timestamp}";
        if (key is not null)
            _places.Remember(key, new MessagePlace(answer.Channel, answer.Timestamp, _time.GetUtcNow(), analyzed.Event.TotalCount, analyzed.Event.Identity, receipt));
        return Outcome.Delivered(receipt);
    }

    /// <summary>The update first: made twice it does no harm, while a second reply would.</summary>
    private async Task<SlackAnswer> TellAgainAsync(AnalyzedEvent analyzed, SlackChannel channel, string key, MessagePlace place, CancellationToken cancellation)
    {
        var count = (int)Math.Min(int.MaxValue, (long)place.Count + analyzed.Event.Delta);
        if (_options.Repeats == SlackRepeats.Update)
        {
            await _pace.BeforeUpdateAsync(cancellation);
            var updated = await _api.UpdateAsync(_messages.Recurred(analyzed, count), channel, place.Channel, place.Timestamp, cancellation);
            if (!updated.IsOk)
                return updated;
        }

        await _pace.BeforePostAsync(channel.Name, cancellation);
        var reply = await _api.PostAsync(_messages.Reply(analyzed, count), channel with { Name = place.Channel }, place.Timestamp, cancellation);
        if (!reply.IsOk)
            return reply;
        var receipt = $"{reply.Channel}:{reply.Timestamp}";
        _places.Remember(key, place with { Count = count, Last = analyzed.Event.Identity, LastReceipt = receipt });
        return reply with { Outcome = Outcome.Delivered(receipt) };
    }
}
